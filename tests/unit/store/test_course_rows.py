from pathlib import Path

import pytest

from clicklens.core.run import MetricPoint, RunEvent
from clicklens.store.course_rows import POINTS
from clicklens.store.folder_store import FolderStore
from tests.stored_values import make_run


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path)
    store.add_run(make_run("a"))
    return store


def points(split: str, values: list[float | None], day: int | None = None) -> list[MetricPoint]:
    return [
        MetricPoint(step=10 * (i + 1), epoch=i, split=split, day=day, values={"auc": value})
        for i, value in enumerate(values)
    ]


def test_test_judges_before_validation_and_days_and_training_rows_do_not(store: FolderStore) -> None:
    store.add_metrics("a", points("train", [0.99, 0.99, 0.99]))
    store.add_metrics("a", points("test", [0.95], day=3))
    store.add_metrics("a", points("validation", [0.9]))
    assert store.courses()["a"].split == "validation"
    store.add_metrics("a", points("test", [0.6, 0.8, 0.7]))
    course = store.courses()["a"]
    assert (course.split, course.best_auc, course.best_step, course.auc) == ("test", 0.8, 20, (0.6, 0.8, 0.7))


def test_of_equal_steps_the_earliest_is_best_and_an_undefined_one_never(store: FolderStore) -> None:
    store.add_metrics("a", points("test", [None, 0.7, 0.7]))
    assert store.courses()["a"].best_step == 20


def test_long_curves_are_thinned_and_keep_their_best(store: FolderStore) -> None:
    values: list[float | None] = [0.5 + 0.0001 * (i % 7) for i in range(300)]
    values[123] = 0.9
    store.add_metrics("a", points("test", values))
    for step in range(100):
        figures = {"fluctuation_ratio": 1 + step / 100, **({"expected_loss_held_out": 0.5} if step > 97 else {})}
        store.add_event("a", RunEvent(step=step, kind="snapshot", figures=figures, at=""))
    course = store.courses()["a"]
    assert len(course.auc) <= POINTS
    assert max(value for value in course.auc if value is not None) == 0.9
    assert (course.gap[0], course.gap[-1], len(course.gap) <= POINTS) == (1.0, 1.99, True)
    assert course.expected_loss == ((98, 0.5), (99, 0.5))  # of the snapshots that noted it
