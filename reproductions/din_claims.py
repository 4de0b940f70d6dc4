"""What the DIN paper says of its models, each claim as a question to figures by model and seed.

A difference holds where its interval over seeds, Student's paired at 95 %, lies above 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from din_run import Figures

from clicklens.core.interval import Interval
from clicklens.metrics import paired_mean_difference, rela_impr

Found: TypeAlias = Mapping[str, Sequence[Figures]]  # model -> figures in the order of seeds
Verdict: TypeAlias = tuple[str, bool | None]  # what was found, and whether the claim holds; None: cannot say
BASE = "base"
RIVALS = ("wide_deep", "pnn", "deepfm")
APART = 0.95  # share of rows


@dataclass(frozen=True)
class Claim:
    """A letter, the paper's words in short, the models it takes, and how it is judged."""

    letter: str
    paper: str
    models: tuple[str, ...]
    judge: Callable[[Found], Verdict]
    needs_truth: bool = False

    def can_be_told(self, found: Found) -> bool:
        """Whether the models were trained, and the truth is known where the claim is about it."""
        there = all(model in found for model in self.models)
        return there and not (self.needs_truth and found[self.models[0]][0].apart is None)


def relative(runs: Sequence[Figures], base: Sequence[Figures]) -> str:
    """RelaImpr of GAUC over the BaseModel of the same seed, with its interval over seeds."""
    gains = [rela_impr(one.gauc, other.gauc) for one, other in zip(runs, base, strict=True)]
    if any(gain is None for gain in gains):
        return "RelaImpr - (the base is no better than chance)"
    interval = paired_mean_difference(gains, np.zeros(len(gains)))
    return f"RelaImpr {gains[0]:+.2%}" if interval is None else f"RelaImpr {_told(interval, '.2%')}"


def _above(better: str, *others: str) -> Callable[[Found], Verdict]:
    def judge(found: Found) -> Verdict:
        gaps = [_gap(found, better, other) for other in others]
        if any(gap is None for gap in gaps):
            return "one seed", None
        told = "; ".join(_told(gap, ".4f") for gap in gaps if gap is not None)
        return told, all(gap is not None and gap.low > 0 for gap in gaps)

    return judge


def _gap(found: Found, better: str, other: str) -> Interval | None:
    return paired_mean_difference([one.gauc for one in found[better]], [one.gauc for one in found[other]])


def _falls(found: Found) -> Verdict:
    fall = paired_mean_difference([one.gauc for one in found["din"]], [one.gauc_end for one in found["din"]])
    return ("one seed", None) if fall is None else (_told(fall, ".4f"), fall.low > 0)


def _falls_less(found: Found) -> Verdict:
    plain, aware = ([one.gauc - one.gauc_end for one in found[model]] for model in ("din", "din_mba"))
    gap = paired_mean_difference(plain, aware)
    return ("one seed", None) if gap is None else (_told(gap, ".4f"), gap.low > 0)


def _apart(model: str, share: str) -> Callable[[Found], Verdict]:
    def judge(found: Found) -> Verdict:
        values = [getattr(one.apart, share) for one in found[model]]
        told = f"{np.mean(values):.1%} of rows, by seed {min(values):.1%} to {max(values):.1%}"
        return told, bool(np.mean(values) >= APART)

    return judge


def _told(interval: Interval, form: str) -> str:
    return f"{interval.value:+{form}} ({interval.low:+{form}} to {interval.high:+{form}})"


CLAIMS = (
    Claim("a", "Wide & Deep above BaseModel", ("wide_deep", BASE), _above("wide_deep", BASE)),
    Claim("b", "PNN above BaseModel", ("pnn", BASE), _above("pnn", BASE)),
    Claim("c", "DeepFM above BaseModel", ("deepfm", BASE), _above("deepfm", BASE)),
    Claim("d", "DIN above BaseModel", ("din", BASE), _above("din", BASE)),
    Claim("e", "DIN above the other three", ("din", *RIVALS), _above("din", *RIVALS)),
    Claim("f", "Dice adds to DIN", ("din_dice", "din"), _above("din_dice", "din")),
    Claim("g", "MBA adds to DIN", ("din_mba", "din"), _above("din_mba", "din")),
    Claim(
        "h", "both add more than either", ("din_both", "din_mba", "din_dice"), _above("din_both", "din_mba", "din_dice")
    ),
    Claim("i", "test falls after the best", ("din",), _falls),
    Claim("j", "with MBA it falls less", ("din", "din_mba"), _falls_less),
    Claim("k", "relevant weigh more, 95 %", ("din",), _apart("din", "above"), needs_truth=True),
    Claim("l", "apart, by candidate, 95 %", ("din",), _apart("din", "beyond"), needs_truth=True),
    Claim("m", "more with softmax, 95 %", ("din_softmax",), _apart("din_softmax", "above"), needs_truth=True),
)
