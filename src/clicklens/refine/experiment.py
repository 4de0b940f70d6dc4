"""Retrains a changed model on the same data with several seeds, beside the unchanged one, and compares them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clicklens.capture import Capture
from clicklens.core.errors import RequestError
from clicklens.core.run import MetricPoint, Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.refine.change import Change
from clicklens.refine.cross import trained_on
from clicklens.refine.growth import growth_of
from clicklens.refine.verdict import Verdict, judge
from clicklens.training.spec import EarlyStopping, RunSpec

JUDGES = ("validation", "test")  # the split whose AUC chooses the best step, first that the run has
REPORTS = ("test", "validation")  # the split whose metrics are reported
PATIENCE = 3  # evaluations without a better AUC after which a retrained model is past its best step
UNCHANGED = "unchanged"
OFF = Capture(every=None, each_epoch=False)

StartRun = Callable[[RunSpec, EncodedDataset, str, str], Run]


@dataclass(frozen=True)
class _Arm:
    """One side of the comparison: what is trained, on which data, and what it is called."""

    spec: RunSpec
    dataset: EncodedDataset
    words: str


@dataclass(frozen=True)
class _Outcome:
    run_id: str
    split: str
    metrics: dict[str, float | None]


def refine(
    parent: Run, change: Change, *, store: Store, dataset: EncodedDataset, seeds: int, start: StartRun
) -> Verdict:
    """Trains ``seeds`` changed models and as many unchanged ones, and judges the difference at each one's best step.

    The parent serves as the unchanged run of its own seed; runs of an earlier refinement of the same parent serve
    again. ``start(spec, dataset, parent_id, change)`` trains one run to its end. A retrained run keeps no snapshots and
    ends ``PATIENCE`` evaluations past its best, unless the parent's own early stopping says otherwise. Raises
    ConfigError when the change does not fit the model, SchemaError for fields that cannot be crossed, RequestError when
    the parent did not end.
    """
    if parent.state != "succeeded":
        raise RequestError(
            f"run '{parent.id}' is {parent.state}; refine needs one that ended: clicklens resume {parent.id}"
        )
    if seeds < 1:
        raise RequestError(f"refine: seeds is {seeds}; 1 or more models are trained with the change and without")
    spec = RunSpec.parse(parent.spec, source=f"run {parent.id}")
    unchanged, changed = _arms(change, spec, dataset)
    numbers = [spec.training.seed + offset for offset in range(seeds)]
    before, after = [], []
    for seed in numbers:
        is_parents = seed == spec.training.seed and unchanged.spec == spec
        before.append(_best(parent if is_parents else _run(unchanged, seed, parent, store, start), store))
        after.append(_best(_run(changed, seed, parent, store, start), store))
    growth = growth_of(dataset, changed.dataset, split=before[0].split) if changed.dataset is not dataset else None
    return judge(
        change=str(change),
        parent=parent.id,
        split=before[0].split,
        seeds=numbers,
        before={outcome.run_id: outcome.metrics for outcome in before},
        after={outcome.run_id: outcome.metrics for outcome in after},
        growth=growth,
    )


def _arms(change: Change, spec: RunSpec, dataset: EncodedDataset) -> tuple[_Arm, _Arm]:
    """Without the change and with it."""
    changed, prepared = change.apply(spec, dataset.schema), change.prepared(dataset)
    if prepared is not dataset:
        changed = trained_on(changed, prepared)
    return _Arm(change.unchanged(spec), dataset, UNCHANGED), _Arm(changed, prepared, str(change))


def _run(arm: _Arm, seed: int, parent: Run, store: Store, start: StartRun) -> Run:
    """The run of that spec and seed: an earlier one if it ended, else a new one, stopped once past its best step."""
    spec, dataset = arm.spec, arm.dataset
    stopping = spec.training.early_stopping or EarlyStopping(split=_judging(spec, dataset), patience=PATIENCE)
    training = spec.training.model_copy(update={"seed": seed, "early_stopping": stopping})
    wanted = spec.model_copy(update={"training": training, "capture": OFF, "name": None})
    plain = wanted.model_dump(mode="json")
    for run in store.runs():
        if run.parent == parent.id and run.state == "succeeded" and {**run.spec, "name": None} == plain:
            return run
    return start(wanted, dataset, parent.id, arm.words)


def _best(run: Run, store: Store) -> _Outcome:
    """The metrics on the reporting split at the step where the judging split's AUC is best."""
    points = [point for point in store.metrics(run.id) if point.day is None]
    judge_split, report_split = _first(JUDGES, points, run), _first(REPORTS, points, run)
    best = max(
        (point for point in points if point.split == judge_split),
        key=lambda point: -1.0 if point.values.get("auc") is None else float(point.values["auc"] or 0.0),
    )
    values = next(p.values for p in points if p.split == report_split and p.step == best.step)
    return _Outcome(run_id=run.id, split=report_split, metrics=dict(values))


def _judging(spec: RunSpec, dataset: EncodedDataset) -> str:
    """Of the splits that the run evaluates, the one that chooses its best step."""
    evaluated = spec.training.evaluate_splits or tuple(dataset.splits)
    return next((name for name in JUDGES if name in evaluated), evaluated[-1])


def _first(wanted: Sequence[str], points: Sequence[MetricPoint], run: Run) -> str:
    splits = {point.split for point in points}
    for name in (*wanted, *sorted(splits - {"train"})):
        if name in splits:
            return name
    raise RequestError(f"run '{run.id}' was evaluated on no held-out split, so a change cannot be judged")
