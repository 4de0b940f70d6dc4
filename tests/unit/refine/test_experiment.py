"""A refinement retrains, pairs seeds, uses earlier runs again, and is cheap to repeat."""

import pytest

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError, RequestError
from clicklens.data.split import RandomSplit
from clicklens.models import Gwen
from clicklens.refine import DropLayer, refine
from clicklens.store import open_store
from clicklens.training import DataSpec, RunSpec, Training, start_run
from tests.factories import make_dataset


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

    def start(spec, parent_id, change):
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
        start=lambda asked, parent, said: start_run(asked, store=store, dataset=dataset, parent=parent, change=said),
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


def _never(spec, parent_id, change):
    raise AssertionError("nothing may be trained")
