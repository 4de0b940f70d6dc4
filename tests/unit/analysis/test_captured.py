import numpy as np
import pytest

from clicklens.analysis import analyze
from clicklens.analysis.captured import Captured
from clicklens.core.errors import NotFoundError, UnavailableError
from clicklens.core.run import MetricPoint
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore


def test_steps_splits_taps_and_task_are_those_kept() -> None:
    subject = make_captured(steps=3, splits=("test", "other", "train", "validation"))
    assert subject.steps == (100, 200, 300)
    assert subject.splits == ("train", "validation", "test", "other")
    assert subject.taps() == subject.taps(300) == ("layer_1", "layer_2")
    assert subject.task == "click"


@pytest.mark.parametrize(
    ("splits", "judge"),
    [(("train", "validation", "test"), "test"), (("train", "validation"), "validation"), (("train", "z", "b"), "b")],
)
def test_the_held_out_split_is_test_then_validation_then_another(splits: tuple[str, ...], judge: str) -> None:
    assert make_captured(steps=1, splits=splits).held_out == judge


def test_a_run_of_the_training_split_alone_has_no_held_out_one_and_no_best_step() -> None:
    subject = make_captured(steps=2, splits=("train",))
    with pytest.raises(UnavailableError, match="only the training split"):
        _ = subject.held_out
    assert subject.best_step() is None
    assert subject.best_or_last_step() == 200


def test_a_run_without_snapshots_says_what_to_set() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    with pytest.raises(UnavailableError, match=r"train it with capture\.every"):
        _ = Captured(store, RUN_ID).steps


def test_an_unknown_split_or_step_is_named_with_the_nearest() -> None:
    subject = make_captured(steps=3)
    with pytest.raises(NotFoundError, match="no split 'tets'; did you mean 'test'"):
        subject.states(100, "tets")
    with pytest.raises(NotFoundError, match="no snapshot at step 260; the nearest is 300"):
        subject.states(260, "test")


def test_pctr_is_the_sigmoid_of_the_logit() -> None:
    subject = make_captured(steps=1)
    logits = subject.logits(100, "test").astype(np.float64)
    assert subject.pctr(100, "test") == pytest.approx(1 / (1 + np.exp(-logits)), rel=1e-6)
    assert len(subject.labels("test")) == 200


def test_rows_are_as_people_read_them() -> None:
    rows = make_captured(steps=1).rows("test")
    assert {"example_id", "weight", "day", "group", "label:click", "field:user_id"} <= set(rows.columns)
    assert rows["field:user_id"].str.startswith("u").all()


def test_metrics_are_a_table_with_a_column_for_each() -> None:
    subject = make_captured(steps=2, days=2)
    assert len(subject.metrics) == 2 * (2 + 3)
    assert {"step", "epoch", "split", "day", "auc", "log_loss"} <= set(subject.metrics.columns)
    subject.store._metrics.clear()  # type: ignore[attr-defined]
    assert Captured(subject.store, RUN_ID).metrics.empty


def test_the_best_step_is_the_snapshot_nearest_to_the_best_evaluation() -> None:
    subject = make_captured(steps=3)
    best = MetricPoint(step=190, epoch=0.5, split="test", values={"auc": 0.99, "gauc": None})
    subject.store.add_metrics(RUN_ID, [best, best.model_copy(update={"step": 300, "day": 2, "values": {"auc": 1.0}})])
    assert Captured(subject.store, RUN_ID).best_step() == 200
    assert Captured(subject.store, RUN_ID).best_step("unheard of") is None


def test_groups_and_days_are_told_where_all_rows_have_them() -> None:
    subject, bare = make_captured(steps=1), make_captured(steps=1, days=None, groups=False)
    groups, days = subject.groups("test"), subject.days("test")
    assert groups is not None
    assert days is not None
    assert groups.tolist() == subject.rows("test")["group"].tolist()
    assert days.tolist() == subject.rows("test")["day"].tolist()
    assert (bare.groups("test"), bare.days("test")) == (None, None)


def test_days_are_followed_one_by_one_only_where_they_are_few() -> None:
    few, many = make_captured(rows=300, days=3), make_captured(rows=300, days=100)
    assert few.followed_days("test") == sorted({int(day) for day in few.rows("test")["day"]})
    assert len(few.followed_days("test")) == 3
    assert many.followed_days("test") == []


def test_every_analysis_draws_a_run_of_very_many_days() -> None:
    many = make_captured(rows=300, days=100)
    for kind in ("scores", "fluctuation", "saliency"):
        result = analyze(many, kind)
        assert all(getattr(day, "split", "test") == "train" for day in result.days)
        assert result.plot().axes


def test_states_are_held_against_the_best_step_before_them_or_the_first_trained_one() -> None:
    subject = make_captured(steps=(0, 50, 100, 150))
    best = MetricPoint(step=100, epoch=0.5, split="test", values={"auc": 0.999})
    subject.store.add_metrics(RUN_ID, [best])
    known = Captured(subject.store, RUN_ID)
    assert known.reference_step(150) == 100
    assert known.reference_step(100) == 50
    assert known.reference_step(0) == 0
