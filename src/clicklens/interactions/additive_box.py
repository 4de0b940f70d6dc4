"""AdditiveBox: a model as it would answer if its fields did not act together: what chance makes a detector find.

    f(kept) = a + Σ_i b_i kept_i + e       by least squares over the rows that are asked of an instance
    answer  = a + Σ_i b_i kept_i + e of another row

Main effects stay where they are; whatever else the model does lies in e, which is dealt out anew among the rows.
"""

from __future__ import annotations

import numpy as np

from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.draw import draw


class AdditiveBox(BlackBox):
    """The box behind it without its interactions."""

    def __init__(self, box: BlackBox, *, seed: int = 0) -> None:
        super().__init__(fields=box.fields, example_ids=box.example_ids)
        self._box, self._seed = box, seed

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """As the box behind it: one row alone has no others to be shuffled among. Ask many."""
        return self._box.answer(instances, kept)

    def ask(self, kept: Kept, instances: Integers | None = None) -> Floats:
        """kept (k, M, F) or (M, F) -> (k, M)"""
        places = np.arange(len(self.example_ids)) if instances is None else instances
        answers = self._box.ask(kept, instances)
        for row, place in enumerate(places):
            own = kept if kept.ndim == 2 else kept[row]
            random = draw("shuffle", self._seed, int(self.example_ids[place]))
            answers[row] = _shuffled(own, answers[row], random)
        return answers


def _shuffled(kept: Kept, answers: Floats, random: np.random.Generator) -> Floats:
    """kept (M, F), answers (M,) -> (M,)"""
    columns = np.column_stack([np.ones(len(kept)), kept])
    weights = np.linalg.lstsq(columns, answers, rcond=None)[0]
    told = columns @ weights
    shuffled: Floats = told + random.permutation(answers - told)
    return shuffled
