from typing import Any

import pytest

from clicklens.data.dataset import EncodedDataset
from clicklens.training import Training
from clicklens.training.evaluator import Evaluator
from clicklens.training.event import Evaluated, StepDone
from tests.training_runs import Diary, StopAt, small_trainer


def evaluated(dataset: EncodedDataset, **settings: Any) -> tuple[list[Evaluated], list[StepDone]]:
    diary = Diary()
    training = Training.parse({"batch_size": 50, "epochs": 2, **settings}, source="the test")
    small_trainer(dataset, diary, Evaluator(dataset, training), **settings).fit()
    return (
        [event for event in diary.events if isinstance(event, Evaluated)],
        [event for event in diary.events if isinstance(event, StepDone)],
    )


def test_it_measures_every_split_at_the_end_of_each_epoch(dataset: EncodedDataset) -> None:
    events, steps = evaluated(dataset)
    assert [event.step for event in events] == [step.step for step in steps if step.ends_epoch]
    assert [event.epoch for event in events] == [1.0, 2.0]
    assert {point.split for point in events[0].points} == {"train", "validation", "test"}


def test_and_more_often_if_wanted_and_at_the_last_step(dataset: EncodedDataset) -> None:
    events, steps = evaluated(dataset, evaluate_every=3, max_steps=7)
    ends = {step.step for step in steps if step.ends_epoch}
    assert [event.step for event in events] == sorted({3, 6, 7} | ends)


def test_only_the_chosen_splits_are_measured(dataset: EncodedDataset) -> None:
    events, _ = evaluated(dataset, evaluate_splits=["test"])
    assert {point.split for point in events[0].points} == {"test"}


def test_the_training_split_is_measured_on_a_fixed_sample(dataset: EncodedDataset) -> None:
    events, _ = evaluated(dataset, evaluate_rows=40)
    rows = [p.values["rows"] for e in events for p in e.points if p.split == "train" and p.day is None]
    rates = {p.values["label_rate"] for e in events for p in e.points if p.split == "train" and p.day is None}
    assert rows == [40, 40]
    assert len(rates) == 1


def test_the_training_loss_is_the_mean_over_the_rows_since_the_last_time(dataset: EncodedDataset) -> None:
    events, steps = evaluated(dataset)
    losses = [p.values["train_loss"] for e in events for p in e.points if p.split == "train" and p.day is None]
    half = len(steps) // 2
    for told, part in zip(losses, (steps[:half], steps[half:]), strict=True):
        assert told == pytest.approx(sum(s.loss * s.rows for s in part) / sum(s.rows for s in part))
    assert all("train_loss" not in p.values for e in events for p in e.points if p.day is not None)


def test_its_memory_carries_the_losses_over_a_break(dataset: EncodedDataset) -> None:
    expected, steps = evaluated(dataset)
    first = Evaluator(dataset, Training(batch_size=50))
    trainer = small_trainer(dataset, first, StopAt(2))
    trainer.fit()
    second, diary = Evaluator(dataset, Training(batch_size=50)), Diary()
    second.remember(first.memory())
    small_trainer(dataset, diary, second).fit(resume_from=trainer.state())
    points = [event.points for event in diary.events if isinstance(event, Evaluated)]
    assert points == [event.points for event in expected]
    assert len(steps) > 2
