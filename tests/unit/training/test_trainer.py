import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from clicklens.core.errors import DivergedError
from clicklens.data.dataset import EncodedDataset
from clicklens.training import Event, Trainer
from clicklens.training.event import EpochDone, EpochStarted, RunDone, RunFailed, RunStarted, StepDone
from tests.training_runs import Diary, StopAt, are_equal, small_dataset, small_model, small_trainer, weights


class Meddler:
    """Draws random numbers, and evaluates the model, whenever it is told something."""

    def on(self, event: Event, trainer: Trainer) -> None:
        torch.rand(7)
        trainer.model.eval()
        with torch.no_grad():
            trainer.model(trainer.dataset.split("test").batch(np.arange(3)))
        trainer.model.train()


def test_equal_beginnings_give_equal_weights(dataset: EncodedDataset) -> None:
    first, second = small_trainer(dataset, dropout=0.2), small_trainer(dataset, dropout=0.2)
    untrained = weights(first)
    for trainer in (first, second):
        torch.manual_seed(5)
        trainer.fit()
    assert are_equal(weights(first), weights(second))
    assert not are_equal(weights(first), untrained)


def test_one_rate_for_all_tables_is_that_rate_for_each_field(dataset: EncodedDataset) -> None:
    fields = dict.fromkeys(dataset.schema.table_of, 0.1)
    together, each = small_trainer(dataset, embedding_decay=0.1), small_trainer(dataset, regularise=fields)
    for trainer in (together, each):
        torch.manual_seed(5)
        trainer.fit()
    assert are_equal(weights(together), weights(each))
    assert not are_equal(weights(together), weights(small_trainer(dataset)))


def test_another_seed_gives_another_order_of_rows(dataset: EncodedDataset) -> None:
    first, second = small_trainer(dataset), small_trainer(dataset, seed=1)
    for trainer in (first, second):
        trainer.fit()
    assert not are_equal(weights(first), weights(second))


@pytest.mark.parametrize("settings", [{}, {"accumulate": 2}, {"precision": "bf16"}])
def test_observers_change_nothing_also_when_they_draw_random_numbers(
    dataset: EncodedDataset, settings: dict[str, Any]
) -> None:
    alone = small_trainer(dataset, dropout=0.2, **settings)
    watched = small_trainer(dataset, Meddler(), dropout=0.2, **settings)
    for trainer in (alone, watched):
        torch.manual_seed(5)
        trainer.fit()
    assert are_equal(weights(alone), weights(watched))


def test_events_come_in_order_and_count_right(dataset: EncodedDataset) -> None:
    rows = len(dataset.split("train"))
    batches = -(-rows // 50)
    diary = Diary()
    assert small_trainer(dataset, diary).fit() is None
    one_pass = ["EpochStarted", *["StepDone"] * batches, "EpochDone"]
    assert diary.names == ["RunStarted", *one_pass, *one_pass, "RunDone"]
    assert diary.events[0] == RunStarted(0, 2 * batches, rows)
    assert diary.events[-1] == RunDone(2 * batches, 2.0, None)
    assert [e.number for e in diary.events if isinstance(e, (EpochStarted, EpochDone))] == [1, 1, 2, 2]
    steps = [event for event in diary.events if isinstance(event, StepDone)]
    assert [event.step for event in steps] == list(range(1, 2 * batches + 1))
    assert [event.ends_epoch for event in steps] == [*[False] * (batches - 1), True] * 2
    assert [event.is_last for event in steps] == [False] * (2 * batches - 1) + [True]
    assert sum(event.rows for event in steps) == 2 * rows
    assert steps[0].epoch == 1 / batches


def test_the_loss_that_is_told_is_that_before_the_step(dataset: EncodedDataset) -> None:
    diary = Diary()
    small_trainer(dataset, diary, max_steps=1).fit()
    split = dataset.split("train")
    batch = split.batch(split.shuffled(0, 0)[:50])
    expected = binary_cross_entropy_with_logits(small_model(dataset)(batch)["click"], batch.labels["click"])
    assert next(e.loss for e in diary.events if isinstance(e, StepDone)) == pytest.approx(expected.item())


def test_the_loss_falls(dataset: EncodedDataset) -> None:
    diary = Diary()
    small_trainer(dataset, diary, epochs=30, optimizer={"kind": "adagrad", "lr": 0.05}).fit()
    losses = [event.loss for event in diary.events if isinstance(event, StepDone)]
    assert np.mean(losses[-8:]) < 0.8 * np.mean(losses[:8])


def test_the_unknown_id_stays_zero(dataset: EncodedDataset) -> None:
    for kind in ("adagrad", "adamw", "sgd"):
        trainer = small_trainer(dataset, optimizer={"kind": kind}, regularise={"user": 0.1}, weight_decay=0.1)
        trainer.fit()
        tables = [value for name, value in weights(trainer).items() if "stacks" in name]
        assert tables
        assert all((table[0] == 0).all() for table in tables)


def test_a_step_limit_ends_the_run_in_the_middle_of_an_epoch(dataset: EncodedDataset) -> None:
    diary = Diary()
    trainer = small_trainer(dataset, diary, max_steps=3)
    assert trainer.fit() is None
    assert trainer.position.step == 3
    assert "EpochDone" not in diary.names


def test_an_observer_can_stop_it_after_the_step_under_way(dataset: EncodedDataset) -> None:
    diary = Diary()
    trainer = small_trainer(dataset, StopAt(2), diary)
    assert trainer.fit() == "enough"
    assert trainer.position.step == 2
    assert diary.events[-1] == RunDone(2, trainer.epoch, "enough")


@pytest.mark.parametrize("step", [0, 1, 3, 5, 8])
@pytest.mark.parametrize("kind", ["adagrad", "adam", "sgd"])
def test_a_training_in_two_parts_is_the_one_in_a_single_part(dataset: EncodedDataset, step: int, kind: str) -> None:
    settings = {"optimizer": {"kind": kind}, "schedule": {"kind": "cosine", "warmup_steps": 2}}
    whole = small_trainer(dataset, dropout=0.3, **settings)
    torch.manual_seed(5)
    whole.fit()

    first = small_trainer(dataset, StopAt(step), dropout=0.3, **settings)
    torch.manual_seed(5)
    first.fit()
    state = first.state()
    second = small_trainer(dataset, dropout=0.3, **settings)
    torch.manual_seed(99)
    second.fit(resume_from=state)
    assert are_equal(weights(whole), weights(second))


def test_the_schedule_sets_the_rate_of_every_step(dataset: EncodedDataset) -> None:
    rates = []

    class Note:
        def on(self, event: Event, trainer: Trainer) -> None:
            if isinstance(event, StepDone):
                rates.append(trainer.optimizer.lr)

    trainer = small_trainer(
        dataset, Note(), max_steps=4, optimizer={"kind": "sgd", "lr": 0.4}, schedule={"kind": "warmup", "steps": 4}
    )
    trainer.fit()
    assert rates == pytest.approx([0.1, 0.2, 0.3, 0.4])


def test_a_loss_that_is_no_number_ends_the_run_by_name(dataset: EncodedDataset) -> None:
    class Break:
        def on(self, event: Event, trainer: Trainer) -> None:
            if isinstance(event, StepDone) and event.step == 2:
                next(iter(trainer.model.parameters())).data.fill_(float("nan"))

    diary = Diary()
    with pytest.raises(DivergedError, match=r"the loss at step 3 is nan.*learning rate below 0\.01"):
        small_trainer(dataset, Break(), diary).fit()
    assert isinstance(diary.events[-1], RunFailed)
    assert diary.events[-1].step == 2


def test_time_that_observers_take_is_not_the_steps(dataset: EncodedDataset) -> None:
    ticks = itertools.count()
    diary = Diary()
    trainer = small_trainer(dataset, diary)
    trainer._clock = lambda: float(next(ticks))  # one look at the clock before the step, one after, each step
    trainer.fit()
    assert {event.seconds for event in diary.events if isinstance(event, StepDone)} == {1.0}


def test_a_split_that_fits_one_batch_is_one_step_an_epoch(tmp_path: Path) -> None:
    diary = Diary()
    small_trainer(small_dataset(tmp_path, rows=60), diary, batch_size=1000, epochs=3).fit()
    assert [event.epoch for event in diary.events if isinstance(event, StepDone)] == [1.0, 2.0, 3.0]


def test_two_batches_of_half_the_rows_train_as_one_of_all(dataset: EncodedDataset) -> None:
    diaries = Diary(), Diary()
    whole = small_trainer(dataset, diaries[0], batch_size=50, epochs=3)
    halves = small_trainer(dataset, diaries[1], batch_size=25, accumulate=2, epochs=3)
    for trainer in (whole, halves):
        trainer.fit()
    for (name, one), other in zip(weights(whole).items(), weights(halves).values(), strict=True):
        torch.testing.assert_close(other, one, rtol=1e-4, atol=1e-6, msg=name)
    told = [[e for e in diary.events if isinstance(e, StepDone)] for diary in diaries]
    assert [(e.step, e.rows, e.ends_epoch) for e in told[0]] == [(e.step, e.rows, e.ends_epoch) for e in told[1]]
    assert [e.loss for e in told[1]] == pytest.approx([e.loss for e in told[0]], rel=1e-5)
    assert halves.total_steps == whole.total_steps


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("more", [{"accumulate": 3}, {"precision": "bf16"}])
def test_a_training_with_any_setting_resumes_to_the_same_weights(
    dataset: EncodedDataset, step: int, more: dict[str, Any]
) -> None:
    settings: dict[str, Any] = {"batch_size": 40, "epochs": 2, **more}  # the last step of a pass is smaller
    whole = small_trainer(dataset, dropout=0.3, **settings)
    torch.manual_seed(5)
    whole.fit()
    first = small_trainer(dataset, StopAt(step), dropout=0.3, **settings)
    torch.manual_seed(5)
    first.fit()
    state = first.state()
    second = small_trainer(dataset, dropout=0.3, **settings)
    second.fit(resume_from=state)
    assert are_equal(weights(whole), weights(second))
    assert second.position == whole.position
