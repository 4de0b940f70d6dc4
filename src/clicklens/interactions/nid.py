"""NID on a black box: a surrogate learns it, and the surrogate's first layer tells which fields act together.

Tsang et al., arXiv:1705.04977 (how weights are read) and arXiv:2006.10966 (the surrogate on rows with fields off).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field as Setting

from clicklens.core.record import Record
from clicklens.interactions.black_box import BlackBox
from clicklens.interactions.detection import Detection
from clicklens.interactions.first_layer import first_layer, pair_strengths, set_strengths
from clicklens.interactions.madex import Sampling, surrogates_of
from clicklens.interactions.prune import MOST, pruned
from clicklens.interactions.surrogate import SurrogateSettings


class Nid(Record):
    """Pairs, and sets of any order by the greedy walk with pruning."""

    kind: Literal["nid"] = "nid"
    sampling: Sampling = Sampling()
    surrogate: SurrogateSettings = SurrogateSettings()
    most_sets: int = Setting(default=MOST, ge=1)  # of each instance

    def detect(self, box: BlackBox) -> Detection:
        """``sampling.rows`` rows of each instance, and the training of its surrogate."""
        fields = len(box.fields)
        pairs = np.zeros((len(box.example_ids), fields, fields))
        fidelity = np.zeros(len(pairs))
        sets = []
        for part in surrogates_of(box, sampling=self.sampling, settings=self.surrogate):
            layer = first_layer(part.surrogates.mlp, part.surrogates.scale)
            pairs[part.instances] = pair_strengths(layer)
            fidelity[part.instances] = part.fidelity
            sets += [pruned(ranked, most=self.most_sets) for ranked in set_strengths(layer)]
        return Detection(fields=box.fields, pairs=pairs, sets=tuple(sets), fidelity=fidelity)
