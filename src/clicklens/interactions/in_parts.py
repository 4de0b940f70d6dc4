"""A box asked some instances at a time, so that whoever waits hears how far it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.detection import Detection, Detector

AT_ONCE = 10  # instances

Tell = Callable[[int], None]  # told how many instances were just done


class SomeInstances(BlackBox):
    """Some instances of another box."""

    def __init__(self, box: BlackBox, places: Integers) -> None:
        super().__init__(fields=box.fields, example_ids=box.example_ids[places])
        self._box, self._places = box, places

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        """As the whole box."""
        return self._box.answer(self._places[instances], kept)

    def ask(self, kept: Kept, instances: Integers | None = None) -> Floats:
        """By way of the whole box, which may do more than answer row by row."""
        return self._box.ask(kept, self._places if instances is None else self._places[instances])


def detect_in_parts(detector: Detector, box: BlackBox, tell: Tell | None = None) -> Detection:
    """What the detector finds in the whole box. For detectors that tell each instance by itself."""
    found = []
    for first in range(0, len(box.example_ids), AT_ONCE):
        places = np.arange(first, min(first + AT_ONCE, len(box.example_ids)))
        found.append(detector.detect(SomeInstances(box, places)))
        if tell is not None:
            tell(len(places))
    fidelities = [part.fidelity for part in found if part.fidelity is not None]
    return Detection(
        fields=box.fields,
        pairs=np.concatenate([part.pairs for part in found]),
        sets=tuple(told for part in found for told in part.sets),
        fidelity=np.concatenate(fidelities) if len(fidelities) == len(found) else None,
    )
