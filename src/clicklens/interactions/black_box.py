"""BlackBox: all that a detector may know of a model: rows of which some fields are off in, logits out.

Off is what the box makes it: a vector of zeros, a mean, other rows' values. So any model serves, ours or a stranger's
function, and every detector is written once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from clicklens.core.errors import DataError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Kept = NDArray[np.bool_]

ROWS_AT_ONCE = 16_384  # that a box is asked at once, whatever the number of instances


class BlackBox(ABC):
    """I instances of F fields, each of which can be asked with any of its fields off."""

    def __init__(self, *, fields: Sequence[str], example_ids: Sequence[int] | Integers) -> None:
        """``example_ids`` (I,) name the instances; what is drawn at random for an instance depends on its id alone."""
        self.fields = tuple(fields)
        self.example_ids: Integers = np.asarray(example_ids, dtype=np.int64)
        if not self.fields or not len(self.example_ids):
            raise DataError(f"there is nothing to ask: {len(self.fields)} fields, {len(self.example_ids)} instances")

    @abstractmethod
    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """instances (B,), places among the I; kept (B, F), False where a field is off -> logits (B,)"""

    def ask(self, kept: Kept, instances: Integers | None = None) -> Floats:
        """kept (k, M, F) or, the same rows for all, (M, F) -> (k, M), for the instances at these places, or for all.

        Rows of many instances go to the model together, ``ROWS_AT_ONCE`` at a time. Raises DataError for an answer that
        is no finite number, or of another length.
        """
        places = np.arange(len(self.example_ids)) if instances is None else np.asarray(instances, dtype=np.int64)
        asked, shared = kept.shape[-2], kept.ndim == 2
        found = np.empty(len(places) * asked)
        for first in range(0, len(found), ROWS_AT_ONCE):
            flat = np.arange(first, min(first + ROWS_AT_ONCE, len(found)))
            which, row = np.divmod(flat, asked)
            rows = kept[row] if shared else kept[which, row]  # (B, F)
            found[flat] = self._checked(places[which], rows)
        return found.reshape(len(places), asked)

    def _checked(self, instances: Integers, rows: Kept) -> Floats:
        answer = np.asarray(self.answer(instances, rows), dtype=np.float64)
        if answer.shape != (len(rows),):
            raise DataError(
                f"the model was asked {len(rows):,} rows and answered with shape {answer.shape}; "
                f"one number a row is needed: ({len(rows)},)"
            )
        if not np.isfinite(answer).all():
            wrong = int(np.flatnonzero(~np.isfinite(answer))[0])
            off = [name for name, stays in zip(self.fields, rows[wrong], strict=True) if not stays]
            raise DataError(
                f"the model answered {answer[wrong]} for example {self.example_ids[instances[wrong]]} with "
                f"{', '.join(off) or 'nothing'} off; logits must be finite"
            )
        return answer


class FunctionBox(BlackBox):
    """A function of the binary rows themselves, the same for every instance: for made-up truths."""

    def __init__(
        self,
        function: Callable[[Kept], Floats],
        *,
        fields: Sequence[str],
        example_ids: Sequence[int] | Integers = (0,),
    ) -> None:
        """``function`` takes kept (B, F) and gives (B,)."""
        super().__init__(fields=fields, example_ids=example_ids)
        self._function = function

    def answer(self, instances: Integers, kept: Kept) -> Floats:  # noqa: ARG002 (all instances are alike)
        """The function's own."""
        return self._function(kept)
