"""Trainer: the loop, and nothing that watches it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable

import numpy as np
import torch

from clicklens.core.allocator import keep_freed_memory
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TRAIN
from clicklens.metrics import MetricsAccumulator
from clicklens.models import CtrModel
from clicklens.training.device import choose_device
from clicklens.training.evaluate import evaluated_rows
from clicklens.training.event import EpochDone, EpochStarted, Event, Observer, RunDone, RunFailed, RunStarted, StepDone
from clicklens.training.feed import StepRows, step_rows
from clicklens.training.forward import build_forward
from clicklens.training.mini_batch_aware import id_rates
from clicklens.training.optimizer import build_optimizer, row_decays
from clicklens.training.position import Position
from clicklens.training.regularise import table_rates
from clicklens.training.schedule import rate_at
from clicklens.training.spec import Training
from clicklens.training.state import TrainingState, collect_state, restore_state
from clicklens.training.step import take_step
from clicklens.training.team import ALONE, Call, GradientExchange, Team
from clicklens.training.team.evaluation import evaluate_together
from clicklens.training.team.state import running_means, share_means, share_state
from clicklens.training.transfer import fed


class Trainer:
    """Changes a model's weights step by step, and tells its observers what happens.

    Same model, data, settings and torch random state: the same weights, whoever watches. Observers are told with
    torch's random state set aside, so they cannot change what training draws.
    """

    def __init__(
        self,
        model: CtrModel,
        dataset: EncodedDataset,
        settings: Training,
        *,
        observers: Iterable[Observer] = (),
        team: Team = ALONE,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Moves ``model`` to the device of the settings. ``clock`` gives seconds; ``team``: who trains it together."""
        self.team = team
        self.device = choose_device(settings.device)
        self.model = model.to(self.device)
        self.dataset = dataset
        self.settings = settings
        self.observers = tuple(observers)
        rates = table_rates(dataset.schema, settings.regularise, others=settings.embedding_decay)
        self.optimizer = build_optimizer(
            settings.optimizer,
            self.model.parameters(),
            weight_decay=settings.weight_decay,
            row_decays=row_decays(self.model, rates, id_rates(dataset, settings.mini_batch_aware)),
        )
        self._forward = build_forward(self.model, settings, self.device)
        self._means = running_means(self.model)
        self._exchange = GradientExchange(self.model, team)
        self.rows = len(dataset.split(TRAIN))
        self.batches = math.ceil(self.rows / settings.batch_size)  # in one pass
        steps = settings.epochs * math.ceil(self.batches / settings.accumulate)
        self.total_steps = steps if settings.max_steps is None else min(steps, settings.max_steps)
        self.position = Position()
        self.stop_reason: str | None = None
        self._clock = clock
        self._last = 0.0  # when the work on a step began, in seconds of the clock

    @property
    def epoch(self) -> float:
        """Passes over the training split so far."""
        return self.position.epoch(self.batches)

    def stop(self, reason: str) -> None:
        """Asks the loop to end after the step that is under way; the first reason counts."""
        self.stop_reason = self.stop_reason or reason

    def tell(self, event: Event) -> None:
        """Tells all observers. An observer may call it to tell the others what it found."""
        devices = [self.device] if self.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices):
            for observer in self.observers:
                observer.on(event, self)

    def state(self) -> TrainingState:
        """What the next step depends on; see ``collect_state``."""
        return collect_state(self.model, self.optimizer, self.position)

    def advance(self, rows: StepRows) -> float:
        """Takes one step, together with the team, and tells no one; returns the loss before it, in nats a row."""
        step = self.position.step
        self.optimizer.lr = self.settings.optimizer.lr * rate_at(
            self.settings.schedule, step=step, total=self.total_steps
        )
        if not self.team.is_alone:
            share_means(self.team, self._means)
            torch.manual_seed(_seed_of(self.settings.seed, step, self.team.rank))
        loss = take_step(
            self._forward,
            self.optimizer,
            rows.to(self.device),
            number=step + 1,
            clip_norm=self.settings.clip_norm,
            exchange=self._exchange,
        )
        self.position = self.position.after_step(self.batches, taken=rows.taken)
        return loss

    def evaluate(self, split: str) -> dict[str, MetricsAccumulator]:
        """task -> the figures of the model as it is on the rows of a split that are watched, by the whole team."""
        self.team.call(Call.EVALUATE, self.dataset.splits.index(split))
        rows = evaluated_rows(self.dataset, split, self.settings)
        return evaluate_together(self.team, self.model, self.dataset.split(split), rows=rows)

    def fit(self, resume_from: TrainingState | None = None) -> str | None:
        """Trains to the end, or until an observer stops it; returns the reason for stopping, None at the end.

        Raises DivergedError when the loss is no longer a number, and whatever an observer raises.
        """
        keep_freed_memory()
        if resume_from is not None:
            self.position = restore_state(resume_from, self.model, self.optimizer)
        share_state(self.team, self.model, self.optimizer, self.position)
        self.model.train()
        self._last = self._clock()
        try:
            self.tell(RunStarted(self.position.step, self.total_steps, self.rows))
            while self.stop_reason is None and self.position.step < self.total_steps:
                self._pass()
            self.tell(RunDone(self.position.step, self.epoch, self.stop_reason))
        except BaseException as error:
            self.tell(RunFailed(self.position.step, error))
            raise
        return self.stop_reason

    def _pass(self) -> None:
        """One pass over the training split, or what is left of it, or as much as there is time for."""
        number = self.position.passes + 1
        self.tell(EpochStarted(self.position.step, number))
        steps = step_rows(self.dataset.split(TRAIN), self.settings, self.position, self.team)
        with fed(steps, self.device) as ready:
            for rows in ready:
                self._step(rows)
                if self.stop_reason is not None or self.position.step == self.total_steps:
                    break
        if self.position.passes == number:
            self.tell(EpochDone(self.position.step, number))

    def _step(self, rows: StepRows) -> None:
        self.team.call(Call.STEP)
        loss = self.advance(rows)
        seconds = self._clock() - self._last
        self.tell(
            StepDone(
                step=self.position.step,
                epoch=self.epoch,
                loss=loss,
                rows=rows.rows,
                seconds=seconds,
                ends_epoch=self.position.batch == 0,
                is_last=self.position.step == self.total_steps,
            )
        )
        self._last = self._clock()  # what observers took is not the step's


def _seed_of(seed: int, step: int, rank: int) -> int:
    """What a process of a team draws from in a step: nothing that a checkpoint would have to keep for each of them."""
    return int(np.random.SeedSequence([seed, step, rank]).generate_state(1, np.uint64)[0] >> np.uint64(1))
