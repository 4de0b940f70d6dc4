"""Taking a snapshot: one forward and one backward pass over the sample for all taps and all fields together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from clicklens.capture.effect import field_effects, field_vectors
from clicklens.capture.listen import listening
from clicklens.capture.neurons import neuron_statistics
from clicklens.capture.sample import Sample
from clicklens.core.snapshot import Snapshot, SnapshotInfo, SplitStates, Tap
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, field_gradients, in_eval_mode, pairs_of_taps

Arrays = dict[str, NDArray[np.float32]]


def take_snapshot(
    model: CtrModel,
    samples: Mapping[str, Sample],
    *,
    run_id: str,
    step: int,
    epoch: float,
    taken_at: str,
    gradients: bool = True,
) -> Snapshot:
    """The inner states of ``model`` on every sample.

    In eval mode, on the raw module, so dropout is off and a compiled or wrapped copy does not matter. The model is
    left exactly as found, also when this fails: mode, gradients, hooks and the random state of training. Gradients are
    of the first task's logit by each field's embedding (for a sequence, the mean over its positions); those of the
    probability follow by dPctr = Pctr (1 - Pctr) dlogit. Raises RequestError for a tap that gives no state.
    """
    with _at_rest(model):
        splits = {name: _split_states(model, sample, gradients) for name, sample in samples.items()}
    first = next(iter(splits.values()))
    info = SnapshotInfo(
        run_id=run_id,
        step=step,
        epoch=epoch,
        taken_at=taken_at,
        rows={name: len(sample) for name, sample in samples.items()},
        taps=_taps(model, first),
        tasks=model.tasks,
        gradient_task=model.tasks[0] if gradients else None,
        gradient_fields=tuple(first.gradients),
    )
    return Snapshot(info=info, splits=splits)


def _split_states(model: CtrModel, sample: Sample, gradients: bool) -> SplitStates:
    device = next(model.parameters()).device
    parts_of = ("logits", "states", "gradients", "vectors", "labels", "rows")
    collected: dict[str, list[Arrays]] = {part: [] for part in parts_of}
    for batch in sample.batches():
        logits, states, slopes, vectors = _pass(model, batch.to(device), gradients)
        collected["logits"].append(_arrays(logits))
        collected["states"].append(_arrays(states))
        collected["gradients"].append(_arrays(slopes))
        collected["vectors"].append(_arrays(vectors))
        collected["labels"].append(_arrays(batch.labels))
        collected["rows"].append(_row_arrays(batch))
    joined = {name: _joined(parts) for name, parts in collected.items()}
    pairs = pairs_of_taps(model.taps())
    activations = {tap: joined["states"][tap] for tap in pairs}
    weights = joined["rows"]["weights"].astype(np.float32)
    return SplitStates(
        example_ids=joined["rows"]["example_ids"].astype(np.int64),
        weights=weights,
        labels=joined["labels"],
        logits=joined["logits"],
        activations=activations,
        preactivations={tap: joined["states"][before] for tap, before in pairs.items() if before is not None},
        gradients=joined["gradients"],
        neurons={tap: neuron_statistics(values) for tap, values in activations.items()},
        effects=field_effects(
            logits=joined["logits"][model.tasks[0]],
            vectors=joined["vectors"],
            gradients=joined["gradients"],
            weights=weights,
        ),
    )


def _pass(
    model: CtrModel, batch: Batch, gradients: bool
) -> tuple[dict[str, Tensor], dict[str, Tensor], dict[str, Tensor], dict[str, Tensor]]:
    """Of one batch: logits, states by tap, and, where asked for, gradients and vectors by field."""
    with torch.no_grad():
        embedded = model.embed(batch).as_leaves()
    with torch.set_grad_enabled(gradients), listening(model.taps()) as states:
        logits = model.score(embedded)
    if not gradients:
        return logits, states, {}, {}
    return logits, states, field_gradients(logits[model.tasks[0]], embedded), field_vectors(embedded)


@contextmanager
def _at_rest(model: nn.Module) -> Iterator[None]:
    """Eval mode inside; every module's mode and the random state of training as before outside."""
    device = next(model.parameters()).device
    devices = [device] if device.type == "cuda" else []
    with in_eval_mode(model), torch.inference_mode(False), torch.random.fork_rng(devices):
        yield


def _taps(model: CtrModel, states: SplitStates) -> tuple[Tap, ...]:
    """A non-linearity is called as its module, in lower case; a store looks at the values before it relies on it."""
    modules = model.taps()
    return tuple(
        Tap(
            name=name,
            width=values.shape[1],
            nonlinearity=type(modules[name]).__name__.lower() if name in states.preactivations else None,
        )
        for name, values in states.activations.items()
    )


def _arrays(tensors: Mapping[str, Tensor]) -> Arrays:
    return {name: tensor.detach().to("cpu", torch.float32).numpy() for name, tensor in tensors.items()}


def _row_arrays(batch: Batch) -> dict[str, NDArray[np.float32]]:
    return {"example_ids": batch.example_ids.cpu().numpy(), "weights": batch.sampling_weights.cpu().numpy()}


def _joined(parts: list[Arrays]) -> Arrays:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
