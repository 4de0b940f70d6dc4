"""Link: how what a predictor says becomes a logit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from typing import Any, Literal, TypeVar

import numpy as np

from clicklens.core.errors import DataError
from clicklens.interactions.black_box import Floats

Link = Literal["identity", "logit"]
Rows = TypeVar("Rows", bound=Sized)  # what a predictor takes, and gives a number for each of
LEAST = 1e-6  # a probability nearer to 0 or 1 is taken for this: its logit is finite


def logits(told: Any, *, asked: int, link: Link) -> Floats:
    """What ``predict`` told of so many rows, as (asked,); with "logit" it told probabilities.

    Raises DataError for another shape, and for numbers that are no probabilities.
    """
    answer = np.asarray(told, dtype=np.float64)
    if answer.shape != (asked,):
        raise DataError(
            f"predict was given {asked:,} rows and gave shape {answer.shape}; one number a row is needed, "
            "for a classifier of scikit-learn predict_proba(rows)[:, 1]"
        )
    if link == "identity":
        return answer
    is_wrong = ~((answer >= 0) & (answer <= 1))
    if is_wrong.any():
        raise DataError(f"predict gave {answer[is_wrong][0]}, which is no probability; use link='identity' for logits")
    pctr = np.clip(answer, LEAST, 1 - LEAST)
    found: Floats = np.log(pctr / (1 - pctr))
    return found


def asked_in_parts(predict: Callable[[Rows], Any], parts: Iterable[Rows], *, link: Link) -> Floats:
    """The logits of all rows of these parts, each given to ``predict`` by itself, (n,). Raises as ``logits`` does."""
    return np.concatenate([logits(predict(part), asked=len(part), link=link) for part in parts])
