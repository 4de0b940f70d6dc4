"""Black boxes whose interactions are known."""

from collections.abc import Callable

import numpy as np

from clicklens.interactions import BlackBox, FunctionBox
from clicklens.interactions.black_box import Floats, Integers, Kept

FIELDS = ("user", "item", "day", "hour", "city", "shop")
PLANTED = ((0, 1), (2, 3, 4))  # the sets of ``planted``; shop acts alone


def planted(kept: Kept) -> Floats:
    """A sum of six fields, a product of two, and a product of three."""
    x = kept.astype(np.float64)
    alone = x @ np.array([0.3, -0.5, 0.2, 0.4, -0.3, 0.6])
    return alone + 2.0 * x[:, 0] * x[:, 1] - 1.6 * x[:, 2] * x[:, 3] * x[:, 4]


def planted_box(example_ids: tuple[int, ...] = (7, 8)) -> FunctionBox:
    return FunctionBox(planted, fields=FIELDS, example_ids=example_ids)


def planted_pairs() -> list[tuple[int, int]]:
    return [(i, j) for fields in PLANTED for i in fields for j in fields if i < j]


class SignBox(BlackBox):
    """Instances whose fields are +1 or −1 where they are kept and 0 where they are off."""

    def __init__(self, function: Callable[[Floats], Floats], *, fields: int, instances: int) -> None:
        super().__init__(fields=[f"field_{i}" for i in range(fields)], example_ids=np.arange(instances))
        self.function = function
        self.signs = np.random.default_rng(5).choice([-1.0, 1.0], size=(instances, fields))

    def answer(self, instances: Integers, kept: Kept) -> Floats:
        return self.function(self.signs[instances] * kept)

    def alone(self, place: int) -> "SignBox":
        """The instance at this place, as a box of its own."""
        box = SignBox(self.function, fields=len(self.fields), instances=1)
        box.signs, box.example_ids = self.signs[place : place + 1], self.example_ids[place : place + 1]
        return box
