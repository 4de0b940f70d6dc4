"""Position: how far a training has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """Steps taken, whole passes over the training split, and batches taken of the pass that is under way."""

    step: int = 0
    passes: int = 0
    batch: int = 0

    def after_step(self, batches: int, *, taken: int = 1) -> Position:
        """One step on that took ``taken`` batches, where a pass has that many batches."""
        if self.batch + taken == batches:
            return Position(self.step + 1, self.passes + 1, 0)
        return Position(self.step + 1, self.passes, self.batch + taken)

    def epoch(self, batches: int) -> float:
        """Passes over the training split, with the part of the one under way."""
        return self.passes + self.batch / batches
