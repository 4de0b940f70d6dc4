"""How often sets of fields were found in many instances, and which of them are worth telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clicklens.interactions.black_box import Floats, Integers
from clicklens.interactions.detection import FieldSet, Interaction
from clicklens.interactions.prune import as_bits, lies_inside

CANDIDATES = 20  # sets that are looked at for each that may be told


class Counts:
    """The sets that were found most often, by instance: C of them at most, ``CANDIDATES`` times ``most``."""

    def __init__(self, found: Sequence[Sequence[Interaction]], most: int) -> None:
        """``found``: the interactions of each of I instances. ``most``: sets that may be told."""
        count: dict[FieldSet, int] = defaultdict(int)
        for told in found:
            for interaction in told:
                count[interaction.fields] += 1
        frequent = sorted(count, key=lambda fields: (-count[fields], fields))[: CANDIDATES * most]
        self.most = most
        self.distinct = len(count)  # sets that were found at all
        self.sets = tuple(frequent)
        self.stands: Floats = np.zeros((len(found), len(frequent)))  # (I, C), 1 where the set was found
        self.strength: Floats = np.zeros((len(found), len(frequent)))  # (I, C), 0 where it was not
        place = {fields: column for column, fields in enumerate(frequent)}
        for row, told in enumerate(found):
            for fields, strength in told:
                if fields in place:
                    self.stands[row, place[fields]], self.strength[row, place[fields]] = 1.0, strength
        self._bits = [as_bits(fields) for fields in frequent]

    def told(self, times: Floats | Integers) -> list[int]:
        """Columns of the sets that are told where instance i counts ``times[i]`` times, (I,): the most frequent first.

        A set inside one that is told is left out; one that comes after its own subsets takes their place. Of equally
        frequent ones the stronger comes first.
        """
        counts, total = times @ self.stands, times @ self.strength  # (C,)
        kept: list[int] = []
        for column in np.lexsort((-total, -counts)).tolist():
            if not counts[column] or len(kept) == self.most:
                break
            bits = self._bits[column]
            if not any(lies_inside(bits, self._bits[other]) for other in kept):
                kept = [other for other in kept if not lies_inside(self._bits[other], bits)]
                kept.append(column)
        return kept

    def stands_in(self, found: Sequence[Sequence[Interaction]]) -> NDArray[np.bool_]:
        """(I, C): where each of these sets stands among other interactions of as many instances."""
        place = {fields: column for column, fields in enumerate(self.sets)}
        stands = np.zeros((len(found), len(self.sets)), dtype=np.bool_)
        for row, told in enumerate(found):
            stands[row, [place[interaction.fields] for interaction in told if interaction.fields in place]] = True
        return stands

    def strongest(self, column: int) -> list[int]:
        """Places of the instances where the set was found, the strongest first."""
        order = np.argsort(-self.strength[:, column], kind="stable")
        return [int(row) for row in order if self.stands[row, column]]
