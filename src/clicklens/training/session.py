"""A session: one process's work on a run, from model and data to the run's state at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch

from clicklens.capture import Recorder, Sample, draw_samples
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel, build_model
from clicklens.training.best_step import BestStep
from clicklens.training.captures import Captures
from clicklens.training.checkpoint import CheckpointWriter, facts_of
from clicklens.training.device import choose_device
from clicklens.training.evaluator import Evaluator
from clicklens.training.event import Observer, Remembering
from clicklens.training.fit_check import check_fit
from clicklens.training.forward import check_forward
from clicklens.training.interrupt import INTERRUPTED, Interrupt, interrupting
from clicklens.training.journal import Journal
from clicklens.training.pulse import Pulse
from clicklens.training.spec import EarlyStopping, RunSpec
from clicklens.training.state import TrainingState
from clicklens.training.team.gather import gathered
from clicklens.training.team.rendezvous import refuse_follower
from clicklens.training.trainer import Trainer

Clock = Callable[[], str]  # the time now, ISO 8601


@dataclass(frozen=True)
class Prepared:
    """A run that can begin: everything that could be wrong with the request has been looked at."""

    spec: RunSpec
    dataset: EncodedDataset
    model: CtrModel
    samples: Mapping[str, Sample]


def prepare(spec: RunSpec, dataset: EncodedDataset) -> Prepared:
    """Builds the model from the run's seed and draws the samples. Raises RequestError when the request is wrong."""
    refuse_follower()
    check_fit(spec.training, dataset)
    torch.manual_seed(spec.training.seed)
    model = build_model(spec.model, schema=dataset.schema, table_sizes=dataset.table_sizes)
    check_forward(model, dataset, spec.training, choose_device(spec.training.device))
    samples = {} if spec.capture.is_off else draw_samples(dataset, spec.capture)
    return Prepared(spec, dataset, model, samples)


def carry_out(
    prepared: Prepared,
    run: Run,
    *,
    store: Store,
    observers: Sequence[Observer],
    clock: Clock,
    resume_from: TrainingState | None = None,
) -> Run:
    """Trains to the end or to an interruption, and keeps with the run how it ended; what is raised is raised on."""
    interrupt = Interrupt()
    try:
        with interrupting(interrupt):
            reason = _train(prepared, run, store, [*observers, interrupt], clock, resume_from)
    except KeyboardInterrupt:
        text = f"stopped at once; 'clicklens resume {run.id}' goes on from the newest checkpoint"
        store.update_run(run.id, state="interrupted", message=text, finished_at=clock())
        raise
    except BaseException as error:
        store.update_run(run.id, state="failed", message=str(error) or type(error).__name__, finished_at=clock())
        raise
    if reason == INTERRUPTED:
        text = f"interrupted; 'clicklens resume {run.id}' goes on where it stopped"
        return store.update_run(run.id, state="interrupted", message=text, finished_at=clock())
    return store.update_run(run.id, state="succeeded", message=reason or "", finished_at=clock())


def _train(
    prepared: Prepared,
    run: Run,
    store: Store,
    observers: Sequence[Observer],
    clock: Clock,
    resume_from: TrainingState | None,
) -> str | None:
    """Trains among all observers; the reason for an early end, None at the end."""
    recorder = None
    if prepared.samples:
        recorder = Recorder(store, run.id, prepared.samples, prepared.spec.capture, clock=clock)
    try:
        own = _own_observers(prepared, run, store, recorder, clock, resume_from)
        with gathered(prepared.spec, prepared.dataset) as team:
            settings = prepared.spec.training
            trainer = Trainer(prepared.model, prepared.dataset, settings, observers=[*observers, *own], team=team)
            return trainer.fit(resume_from)
    finally:
        if recorder is not None:
            recorder.close()


def _own_observers(
    prepared: Prepared,
    run: Run,
    store: Store,
    recorder: Recorder | None,
    clock: Clock,
    resume_from: TrainingState | None,
) -> list[Observer]:
    """Those that write the run down, with their memories; checkpoints come last."""
    spec, dataset = prepared.spec, prepared.dataset
    evaluator = Evaluator(dataset, spec.training)
    best = BestStep(
        spec.training.early_stopping or EarlyStopping(),
        first_task=dataset.schema.tasks[0].name,
        stops=spec.training.early_stopping is not None,
    )
    captures = [] if recorder is None else [Captures(recorder, spec.capture, store, run.id)]
    remembering: dict[str, Remembering] = {"evaluator": evaluator, "best_step": best}
    checkpoints = CheckpointWriter(
        store,
        run.id,
        spec.training.checkpoints,
        remembering=remembering,
        facts=facts_of(dataset),
        before=(lambda: None) if recorder is None else recorder.flush,
    )
    if resume_from is not None:
        for name, observer in {**remembering, "checkpoints": checkpoints}.items():
            observer.remember(resume_from.values["memory"][name])
    journal, pulse = Journal(store, run.id, clock=clock), Pulse(store, run.id, clock=clock)
    return [evaluator, best, journal, *captures, checkpoints, pulse]
