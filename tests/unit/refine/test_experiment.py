"""A refinement retrains, pairs seeds, uses earlier runs again, and is cheap to repeat."""

import pytest

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError, RequestError, SchemaError
from clicklens.data.split import RandomSplit
from clicklens.models import Gwen
from clicklens.refine import Cross, DropLayer, refine
from clicklens.store import open_store
from clicklens.training import DataSpec, RunSpec, Training, start_run
from tests.factories import make_dataset


def starting(store):
    """What trains one run to its end."""
    return lambda spec, rows, parent, said: start_run(spec, store=store, dataset=rows, parent=parent, change=said)


@pytest.fixture
def setting(tmp_path):
    dataset = make_dataset(tmp_path / "data", rows=400)
    store = open_store(tmp_path / "runs")
    spec = RunSpec(
        data=DataSpec(path=str(dataset.path)),
        model=Gwen(hidden=(8, 4), embedding_dim=4),
        training=Training(epochs=1, batch_size=100),
        capture=Capture(every=None, each_epoch=False),
    )
    return dataset, store, start_run(spec, store=store, dataset=dataset)


def test_each_seed_is_trained_changed_and_unchanged(setting):
    dataset, store, parent = setting
    started = []

    def start(spec, dataset, parent_id, change):
        run = start_run(spec, store=store, dataset=dataset, parent=parent_id, change=change)
        started.append((spec.training.seed, change))
        return run

    verdict = refine(parent, DropLayer(layer=2), store=store, dataset=dataset, seeds=2, start=start)
    assert started == [(0, "drop-layer 2"), (1, "unchanged"), (1, "drop-layer 2")]
    assert verdict.runs_before[0] == parent.id
    assert {difference.metric for difference in verdict.differences} >= {"auc", "log_loss"}
    assert store.run(verdict.runs_after[0]).spec["model"]["hidden"] == [8]

    refine(parent, DropLayer(layer=2), store=store, dataset=dataset, seeds=2, start=start)
    assert len(started) == 3, "a second refinement finds all its runs in the store"


def test_a_split_that_the_parent_did_not_evaluate_does_not_judge(tmp_path):
    rule = RandomSplit(test_share=0.2, validation_share=0.2)
    dataset = make_dataset(tmp_path / "data", rows=400, split=rule)
    store = open_store(tmp_path / "runs")
    spec = RunSpec(
        data=DataSpec(path=str(dataset.path)),
        model=Gwen(hidden=(8, 4), embedding_dim=4),
        training=Training(epochs=1, batch_size=100, evaluate_splits=("train", "test")),
    )
    verdict = refine(
        start_run(spec, store=store, dataset=dataset),
        DropLayer(layer=2),
        store=store,
        dataset=dataset,
        seeds=1,
        start=starting(store),
    )
    assert verdict.split == "test"


def test_a_change_that_does_not_fit_is_refused_before_training(setting):
    dataset, store, parent = setting
    with pytest.raises(ConfigError, match="layers 1 to 2"):
        refine(parent, DropLayer(layer=3), store=store, dataset=dataset, seeds=2, start=_never)


def test_a_run_that_did_not_end_is_refused(setting):
    dataset, store, parent = setting
    with pytest.raises(RequestError, match="clicklens resume"):
        refine(
            store.update_run(parent.id, state="interrupted"),
            DropLayer(layer=1),
            store=store,
            dataset=dataset,
            seeds=2,
            start=_never,
        )


def test_crosses_are_given_to_the_runs_own_model(setting):
    dataset, store, parent = setting
    verdict = refine(
        parent, Cross(fields=("user,item",), min_count=2), store=store, dataset=dataset, seeds=2, start=starting(store)
    )
    assert verdict.runs_before[0] == parent.id
    runs = [store.run(run) for run in verdict.runs_after]
    assert {run.features.fields[-1].name for run in runs} == {"user_x_item"}
    assert {run.change for run in runs} == {"cross user,item"}
    assert {run.spec["model"]["kind"] for run in runs} == {"gwen"}
    growth = verdict.growth
    assert growth.ids_after == growth.ids_before + growth.crosses[0].ids + 1
    assert "Log loss goes from" in verdict.text
    assert f"The tables grow from {growth.ids_before:,} to {growth.ids_after:,} ids" in verdict.text


def test_another_target_is_compared_with_itself_without_crosses(setting):
    dataset, store, parent = setting
    change = Cross(fields=("user,item", "item,price"), target="wide_deep hidden=[4] embedding_dim=2", buckets=4)
    verdict = refine(parent, change, store=store, dataset=dataset, seeds=2, start=starting(store))
    assert parent.id not in verdict.runs_before
    before, after = ([store.run(run) for run in runs] for runs in (verdict.runs_before, verdict.runs_after))
    assert {run.spec["model"]["kind"] for run in (*before, *after)} == {"wide_deep"}
    assert {len(run.features.fields) for run in before} == {5}
    assert {len(run.features.fields) for run in after} == {7}

    count = len(store.runs())
    again = refine(parent, change, store=store, dataset=dataset, seeds=2, start=_never)
    assert again == verdict
    assert len(store.runs()) == count


def test_what_cannot_be_crossed_is_refused_before_training(setting):
    dataset, store, parent = setting
    with pytest.raises(SchemaError, match="it names 'tags', which holds many ids a row"):
        refine(parent, Cross(fields=("user,tags",)), store=store, dataset=dataset, seeds=2, start=_never)


def _never(spec, dataset, parent_id, change):
    raise AssertionError("nothing may be trained")
