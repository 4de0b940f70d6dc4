"""Requests are looked at when they are made, in the words of the command line."""

from pathlib import Path
from typing import Any

import pytest

from clicklens.core.errors import (
    ClickLensError,
    ConfigError,
    NotFoundError,
    RequestError,
    SchemaError,
    UnavailableError,
)
from clicklens.core.job import JobRequest, Submission, TuneRequest
from clicklens.data.dataset import EncodedDataset
from clicklens.jobs.request_check import checked, named, read_change
from clicklens.refine import DropLayer
from clicklens.store.folder_store import FolderStore
from tests.job_queues import train_request
from tests.searches import search_values
from tests.stored_values import make_run


def request(kind: str, **values: Any) -> JobRequest:
    return Submission.parse({"request": {"kind": kind, **values}}, source="the test").request


def test_a_training_is_kept_whole_with_an_absolute_path(
    trained: FolderStore, dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dataset.path.parent)
    kept = checked(request("train", spec={"data": {"path": dataset.path.name}}), trained)
    assert kept.spec["data"]["path"] == str(dataset.path)
    assert kept.spec["training"]["batch_size"] == 1000
    assert checked(kept, trained) == kept


def test_words_become_whole_ids_and_plain_values(trained: FolderStore) -> None:
    question = checked(request("analyze", run="fir", analysis="fluctuation"), trained)
    assert question.run == "first"
    assert question.settings
    assert checked(request("analyze", run="fir", analysis="interactions"), trained).settings["rows"] == 200
    refinement = checked(request("refine", run="latest", change="drop-layer 2"), trained)
    assert (refinement.run, refinement.change) == ("first", {"kind": "drop-layer", "layer": 2})
    assert checked(refinement, trained) == refinement
    crosses = checked(request("refine", run="first", change=("cross", "user,item")), trained)
    assert crosses.change["fields"] == [["user", "item"]]
    assert checked(crosses, trained) == crosses
    assert checked(request("report", run="first"), trained).run == "first"


@pytest.mark.parametrize(
    ("kind", "values", "error", "told"),
    [
        ("train", {"spec": {"data": {"name": "movielens-smal"}}}, NotFoundError, "did you mean 'movielens-small'"),
        ("train", {"spec": {"data": {"name": "a"}, "traning": {}}}, ConfigError, "did you mean 'training'"),
        ("train", {"spec": {"data": {"path": "/none/at/all"}}}, ClickLensError, "/none/at/all"),
        ("resume", {"run": "first"}, RequestError, "is complete"),
        ("resume", {"run": "frist"}, NotFoundError, "did you mean 'first'"),
        ("analyze", {"run": "first", "analysis": "salience"}, ConfigError, "did you mean 'saliency'"),
        ("analyze", {"run": "first", "analysis": "saliency", "settings": {"spilt": "x"}}, ConfigError, "'split'"),
        ("analyze", {"run": "first", "analysis": "interaction"}, ConfigError, "did you mean 'interactions'"),
        ("analyze", {"run": "first", "analysis": "interactions", "settings": {"row": 1}}, ConfigError, "'rows'"),
        (
            "analyze",
            {"run": "first", "analysis": "interactions", "settings": {"step": 10**6}},
            UnavailableError,
            "no checkpoint near",
        ),
        ("refine", {"run": "first", "change": "drop-layr 4"}, ConfigError, "did you mean 'drop-layer'"),
        ("refine", {"run": "first", "change": ("drop-layer", "9")}, ConfigError, "layers 1 to 2"),
        ("refine", {"run": "first", "change": {"kind": "drop-layer", "layr": 1}}, ConfigError, "'layer'"),
        ("refine", {"run": "first", "change": {"layer": 1}}, ConfigError, "says no kind"),
        ("refine", {"run": "first", "change": "cross user,itm"}, SchemaError, "did you mean 'item'"),
        ("refine", {"run": "first", "change": {"kind": "cross"}}, ConfigError, "name the fields of each cross"),
        ("report", {"run": "nowhere"}, NotFoundError, "no run 'nowhere'"),
    ],
)
def test_what_is_wrong_is_told_with_what_would_be_right(
    trained: FolderStore, kind: str, values: dict[str, Any], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        checked(request(kind, **values), trained)


def test_settings_that_do_not_fit_the_data_are_refused(trained: FolderStore, dataset: EncodedDataset) -> None:
    plain = train_request(dataset, early_stopping={"split": "tset"})
    with pytest.raises(ConfigError, match="did you mean 'test'"):
        checked(request(**plain), trained)


def test_what_a_run_did_not_keep_is_told_unless_it_may_come(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "runs")
    store.add_run(make_run("bare", state="succeeded"))
    store.add_run(make_run("young", state="running"))
    with pytest.raises(UnavailableError, match="fluctuation is not available for run 'bare'"):
        checked(request("analyze", run="bare", analysis="fluctuation"), store)
    assert checked(request("analyze", run="young", analysis="fluctuation"), store).run == "young"
    with pytest.raises(UnavailableError, match="nothing to report on"):
        checked(request("report", run="bare"), store)
    with pytest.raises(RequestError, match="is running; refine needs one that ended"):
        checked(request("refine", run="young", change="drop-layer 1"), store)


def test_jobs_are_named_by_what_they_do() -> None:
    train = {"data": {"name": "movielens-small"}, "model": {"kind": "gwen"}, "name": None}
    assert named(request("train", spec=train)) == "train gwen on movielens-small"
    assert named(request("analyze", run="r", analysis="probe")) == "probe of r"
    assert named(request("refine", run="r", change="drop-layer 2")) == "refine r: drop-layer 2"
    assert named(request("report", run="r")) == "report r"


def test_a_change_is_read_from_words_and_values_alike() -> None:
    for change in ("drop-layer 2", ("drop-layer", "2"), {"kind": "drop-layer", "layer": 2}):
        assert read_change(change) == DropLayer(layer=2)


def test_a_search_is_looked_at_whole_and_keeps_what_was_written(trained: FolderStore, dataset: EncodedDataset) -> None:
    spec = search_values(dataset)
    kept = checked(TuneRequest(spec=spec), trained)
    assert isinstance(kept, TuneRequest)
    assert kept.spec == spec
    assert named(kept) == f"tune small on {dataset.path.name}"
    for search, told in (
        ({"space": {"model.hiden": {"choices": [[8]]}}}, "did you mean 'hidden'"),
        ({"split": "tset"}, "did you mean 'test'"),
        ({"sampler": "best"}, "'tpe', 'random' or 'grid'"),
    ):
        with pytest.raises(ConfigError, match=told):
            checked(TuneRequest(spec=search_values(dataset, **search)), trained)
    with pytest.raises(ConfigError, match="holds no 'search'"):
        checked(TuneRequest(spec={key: value for key, value in spec.items() if key != "search"}), trained)
