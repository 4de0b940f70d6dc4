"""What a wrong call gets in Python: an error of ClickLens' own, in the words of the command line, and nothing made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import clicklens as cl
from clicklens.core.errors import (
    ClickLensError,
    ConfigError,
    DataError,
    NotFoundError,
    RequestError,
    StorageError,
    UnavailableError,
)
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from tests.factories import make_dataset, make_rows, make_schema


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return make_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def run(dataset: EncodedDataset, tmp_path_factory: pytest.TempPathFactory) -> cl.OpenRun:
    return train(dataset, tmp_path_factory.mktemp("runs"))


def train(data: Any, store: Path, **changes: Any) -> cl.OpenRun:
    settings = {
        "model": cl.Gwen(hidden=(8, 4), embedding_dim=4),
        "training": cl.Training(epochs=1, batch_size=100, max_steps=2),
        "capture": cl.Capture(every=2, rows=64),
        **changes,
    }
    return cl.train(data, store=store, progress=False, **settings)


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (Path("nowhere"), NotFoundError, "nowhere: there is no encoded data set"),
        ("./nowhere", NotFoundError, r"nowhere: there is no encoded data set"),
        ("movielens-100", NotFoundError, "there is no ready-made data set 'movielens-100'; did you mean 'movielens-1"),
        (3, ConfigError, "data is of type int; give an encoded data set, its folder, or the name of a ready-made one"),
        (None, ConfigError, "data is of type NoneType"),
    ],
)
def test_data_that_are_not_there_are_told_and_no_store_is_made(tmp_path, data, kind, told):
    with pytest.raises(kind, match=told):
        train(data, tmp_path / "runs")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"model": {"kind": "gwn"}}, "'model.kind' is 'gwn'; did you mean 'gwen'"),
        ({"model": {"kind": "gwen", "hiden": [8]}}, "unknown setting 'model.gwen.hiden'; did you mean 'hidden'"),
        ({"model": "gwen"}, "'model' is 'gwen': Input should be a mapping of settings"),
        ({"model": cl.Gwen}, "settings with a 'kind' are needed, one of .*gwen"),
        ({"training": {"epoch": 3}}, "unknown setting 'training.epoch'; did you mean 'epochs'"),
        (
            {"training": {"optimizer": {"kind": "sgd", "lr": float("nan")}}},
            "lr' is nan: Input should be a finite number",
        ),
        ({"capture": cl.Capture(splits=("tset",))}, "the data set has no split 'tset'; did you mean 'test'"),
        ({"training": cl.Training(regularise={"usr": 1.0})}, "no embedded field 'usr'; did you mean 'user'"),
        ({"model": cl.Gwen(hidden=(10**12,))}, "weights of this size do not fit into memory"),
    ],
)
def test_a_wrong_setting_is_named_and_no_store_is_made(dataset, tmp_path, settings, told):
    with pytest.raises(RequestError, match=told):
        train(dataset, tmp_path / "runs", **settings)
    assert list(tmp_path.iterdir()) == []


def test_settings_refuse_a_misspelt_word_where_it_is_written():
    with pytest.raises(ConfigError, match="Gwen: unknown setting 'hiden'; did you mean 'hidden'"):
        cl.Gwen(hiden=(8,))  # type: ignore[call-arg]
    with pytest.raises(ConfigError, match=r"Gwen: 'hidden\.0' is 0: "):
        cl.Gwen(hidden=(0,))


ASKED: dict[str, tuple[Callable[[cl.OpenRun], object], type[ClickLensError], str]] = {
    "kind": (lambda run: run.analyze("salency"), NotFoundError, "did you mean 'saliency'"),
    "setting": (lambda run: run.analyze("saliency", splt="test"), ConfigError, "unknown setting 'splt'; did you mean"),
    "split": (lambda run: run.analyze("saliency", split="tset"), NotFoundError, "no split 'tset'; did you mean 'test'"),
    "nan": (lambda run: run.analyze("saliency", step=float("nan")), ConfigError, "'step' is nan"),
    "step": (lambda run: run.analyze("scores", step=77), NotFoundError, "no snapshot at step 77; the nearest is 2"),
    "layer": (lambda run: run.refine("drop-layer", layer=9), ConfigError, "layers 1 to 2, so there is no layer 9"),
    "change": (lambda run: run.refine("drop-laye", layer=1), ConfigError, "did you mean 'drop-layer'"),
    "form": (lambda run: run.refine("drop-layer"), ConfigError, "the form is 'drop-layer 4'"),
    "seeds": (lambda run: run.refine("drop-layer", layer=1, seeds=0), RequestError, "seeds is 0; 1 or more"),
    "report": (lambda run: run.report("no/report.html"), RequestError, "the folder no does not exist"),
    "model": (lambda run: run.model(77), NotFoundError, "no checkpoint at step 77; the steps are 2"),
    "itself": (lambda run: run.compare(run), RequestError, "would be compared with itself"),
    "day": (lambda run: run.compare_days(5, 6), NotFoundError, "has 0 rows of day 5; its days are"),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_wrong_question_says_what_would_be_right(run, name):
    ask, kind, told = ASKED[name]
    with pytest.raises(kind, match=told):
        ask(run)


def test_a_run_that_is_not_there_is_told(run, tmp_path):
    with pytest.raises(NotFoundError, match="there is no run 'nope'; known: "):
        cl.open_run("nope", store=run.store.root)
    with pytest.raises(NotFoundError, match="there is no store in the folder"):
        cl.open_run(store=tmp_path)
    with pytest.raises(NotFoundError, match="there is no store in the folder"):
        cl.resume(store=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_snapshots_says_so(dataset, tmp_path):
    run = train(dataset, tmp_path, capture=cl.Capture(every=None, each_epoch=False))
    with pytest.raises(UnavailableError, match="kept no snapshots; train it with capture"):
        run.analyze("fluctuation")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (3, "rows are of type int; give a path"),
        ([1, 2], "rows are an iterable of int; Arrow record batches are needed"),
        (pd.DataFrame({"user": ["a"], "user2": ["b"]}), "there is no column 'item', which field 'item' is read from"),
        (make_rows().drop_columns(["click"]), "there is no column 'click', which label 'click' is read from"),
        (make_rows().slice(0, 0), "there are no rows"),
        (make_rows().set_column(4, "price", pa.array([["a"]] * 400)), "field 'price' is of type list"),
        (make_rows().set_column(4, "price", pa.array(np.full(400, np.inf))), "row 1: field 'price' is inf"),
        (make_rows().set_column(5, "click", pa.array(np.full(400, 2))), "row 1: label 'click' is 2: a label is 0 or 1"),
    ],
)
def test_rows_that_cannot_be_encoded_are_named_and_nothing_is_left(tmp_path, rows, told):
    with pytest.raises(DataError, match=told):
        encode(rows, make_schema(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_frame_with_a_column_twice_is_refused(tmp_path):
    frame = make_rows().to_pandas()
    with pytest.raises(DataError, match="'price'"):
        encode(pd.concat([frame, frame[["price"]]], axis=1), make_schema(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_schema_that_tells_the_label_is_refused():
    with pytest.raises(
        ValueError, match="field 'leak' reads the column 'click', which is the label of the task 'click'"
    ):
        make_schema(fields=[{"name": "user"}, {"name": "leak", "column": "click"}])
    make_schema(fields=[{"name": "user"}, {"name": "click"}], tasks=["conversion"])  # another task may read it


def test_a_single_row_is_encoded_and_not_trained_on(tmp_path):
    one = encode(make_rows(rows=1, days=1), make_schema(), tmp_path / "one")
    assert one.manifest.splits["train"].rows == 1
    with pytest.raises(DataError, match="in the split 'train' is 0; both 0 and 1 are needed to learn from"):
        train(one, tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_a_few_rows_are_trained_on_and_say_what_they_cannot_tell(tmp_path):
    rows = make_rows(rows=2, days=1)
    rows = rows.set_column(rows.column_names.index("click"), "click", pa.array([0, 1]))
    run = train(encode(rows, make_schema(), tmp_path / "two"), tmp_path / "runs")
    for kind, told in (
        ("fluctuation", "needs a held-out split"),
        ("probe", "needs samples of the training split and of another one"),
        ("projection", "needs 10 clicked and as many other rows"),
    ):
        with pytest.raises(UnavailableError, match=told):
            run.analyze(kind)
    assert run.analyze("scores").findings
    assert run.analyze("saliency").findings


def test_new_rows_for_a_model_are_refused_as_rows_to_learn_from_are(dataset):
    with pytest.raises(DataError, match="there is no column 'user', which field 'user' is read from"):
        dataset.encode_rows(make_rows().drop_columns(["user"]))


def test_a_disk_that_refuses_leaves_no_report(run, tmp_path, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clicklens.report.page.render_page", lambda *_, **__: "<html>")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(
        StorageError, match=r"report\.html: cannot be written: No space left on device; nothing was kept"
    ):
        run.report(tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []
