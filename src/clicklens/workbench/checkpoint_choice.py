"""Which checkpoint answers a question about a step, or about the run as a whole."""

from __future__ import annotations

from clicklens.analysis import Captured
from clicklens.core.errors import UnavailableError
from clicklens.core.store import Store

NEAR = 0.1  # of the run's steps: how far a checkpoint may be from the step that is asked for


def nearest_checkpoint(store: Store, run_id: str, step: int) -> int:
    """The checkpoint nearest to ``step``. Raises UnavailableError where none is near, and says what to do."""
    kept = _checkpoints(store, run_id)
    found = min(kept, key=lambda known: (abs(known - step), known))
    last = max(*kept, *store.snapshot_steps(run_id), step)
    if abs(found - step) > NEAR * last:
        known = ", ".join(f"{at:,}" for at in kept)
        raise UnavailableError(
            f"run '{run_id}' kept no checkpoint near step {step:,} (it has {known}): ask at one of these, or train "
            "with training.checkpoints.every and training.checkpoints.keep set so that more are kept",
            steps=kept,
        )
    return found


def best_checkpoint(store: Store, run_id: str) -> int:
    """The checkpoint nearest to the best step; the newest where that is not known."""
    kept = _checkpoints(store, run_id)
    if not store.snapshot_steps(run_id):
        return kept[-1]
    best = Captured(store, run_id).best_step()
    return kept[-1] if best is None else min(kept, key=lambda known: (abs(known - best), known))


def _checkpoints(store: Store, run_id: str) -> list[int]:
    kept = store.checkpoint_steps(run_id)
    if not kept:
        raise UnavailableError(
            f"run '{run_id}' kept no checkpoint, so its model cannot be asked: train it to its end, or resume it"
        )
    return kept
