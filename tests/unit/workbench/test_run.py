"""An open run is asked, refined, compared and reported on."""

import pytest
import torch

import clicklens as cl
from clicklens.core.errors import ConfigError, NotFoundError, SchemaError
from tests.factories import make_dataset


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("open-run")
    return cl.train(
        make_dataset(folder, rows=600),
        model=cl.Gwen(hidden=(8, 4), embedding_dim=4),
        training=cl.Training(epochs=2, batch_size=100),
        capture=cl.Capture(every=2, rows=128),
        store=folder / "runs",
        name="mine",
        progress=False,
    )


def test_a_question_is_answered_in_words_a_table_and_a_picture(run):
    result = run.analyze("fluctuation")
    assert result.finding
    assert len(result.to_frame())
    assert result.plot().axes


def test_metrics_are_a_table(run):
    assert {"step", "split", "auc"} <= set(run.metrics.columns)


def test_a_model_comes_back_from_its_checkpoint(run):
    assert all(torch.isfinite(p).all() for p in run.model().parameters())


def test_a_row_is_asked_with_other_values(run):
    answer = run.what_if(3, {"item": "103"}, split="train")
    assert (answer.run_id, answer.example_id, answer.split) == (run.id, 3, "train")
    assert run.what_if({"item": "103"}, {"price": 5}).example_id is None
    assert run.scan(3, "item", limit=4).field == "item"
    with pytest.raises(SchemaError, match="did you mean 'item'"):
        run.scan(3, "itm")


def test_a_run_is_opened_by_id_prefix_name_and_as_the_newest(run):
    for word in ("mine", run.id, run.id[:-1]):
        assert cl.open_run(word, store=run.store.root).id == run.id
    assert run.id in repr(run)
    assert run.id in run._repr_html_()


def test_a_misspelt_setting_of_a_change_is_named_before_anything_trains(run):
    with pytest.raises(ConfigError, match="unknown setting 'layr'; did you mean 'layer'"):
        run.refine("drop-layer", layr=2)
    with pytest.raises(ConfigError, match="by name or in words, not both"):
        run.refine("drop-layer", "2", layer=2)


def test_refinements_are_not_the_latest_run(run):
    verdict = run.refine("drop-layer", layer=2, seeds=1, progress=False)
    assert verdict.held is None, "one seed cannot tell"
    store = run.store.root
    assert cl.open_run(store=store).id == run.id
    assert {opened.record.parent for opened in cl.runs(store=store)} == {None, run.id}


def test_a_run_is_compared_and_reported(run, tmp_path):
    assert run.compare(run, step=run.captured.steps[0]).kind == "comparison"
    assert run.report(tmp_path / "report.html").exists()


def test_a_store_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="nowhere"):
        cl.open_run(store=tmp_path / "nowhere")
