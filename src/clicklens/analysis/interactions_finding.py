"""What the counted sets say in words: which act together, how many are more than chance, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clicklens.analysis.interactions_result import SURE, set_name
from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict

if TYPE_CHECKING:
    from clicklens.analysis.interactions_result import FoundSet, Interactions

FAITHFUL = 0.9  # R², below which surrogates tell of themselves
ALL = 0.99  # share of rows: a set that is found in every one


def interaction_findings(result: Interactions) -> tuple[Finding, ...]:
    """The surest set, how many are sure, then what is doubtful."""
    return without_verdict([*_first(result), *_sure(result), *_doubts(result)], result.step)


def _first(result: Interactions) -> Iterator[Finding]:
    if not result.sets:
        text = (
            f"No fields act together in {result.instances:,} rows of {result.split}: the model adds up what each does."
        )
        yield Finding(text=text)
        return
    found = next((known for known in result.sets if known.is_sure), result.sets[0])
    where = f"in {found.count:,} of {result.instances:,} rows of {result.split} ({_share(found)})"
    text = f"{set_name(found.fields)} act together {where}"
    if found.by_chance is not None:
        text += f", against {found.by_chance:,} in the same model without interactions ({_p(found)})"
    yield Finding(text=f"{text}; other rows would tell it again in {found.stability:.0%} of draws.")


def _sure(result: Interactions) -> Iterator[Finding]:
    if not result.sets or not result.settings.tested:
        return
    sure = [found for found in result.sets if found.is_sure]
    if not sure:
        text = (
            f"None of the {len(result.sets)} sets is surely more than chance (p < {SURE}): ask more rows before "
            "a cross is built on one."
        )
        yield Finding(text=text, severity="warning")
        return
    larger = sum(len(found.fields) > 2 for found in sure)
    of_them = f", {larger} of three fields or more" if larger else ""
    yield Finding(text=f"{len(sure)} of {len(result.sets)} sets are more than chance (p < {SURE}{of_them}).")


def _doubts(result: Interactions) -> Iterator[Finding]:
    if result.fidelity is not None and result.fidelity < FAITHFUL:
        text = (
            f"The surrogates stand in for the model poorly (median R² {result.fidelity:.2f}): ask more of each row "
            "(asked), or use arch_detect."
        )
        yield Finding(text=text, severity="warning")
    elif result.sets and not result.settings.tested:
        yield Finding(text="Whether that is more than chance was not asked (tested).")
    is_everywhere = [found for found in result.sets if found.share.value > ALL]
    if len(is_everywhere) > result.settings.first:
        text = "Many sets stand in every row, so that counts do not tell them apart: lower first."
        yield Finding(text=text, severity="warning")


def _share(found: FoundSet) -> str:
    return f"{found.share.value:.0%}, {found.share.low:.0%} to {found.share.high:.0%}"


def _p(found: FoundSet) -> str:
    if found.p is None:
        return "not tested"
    return "p < 0.001" if found.p < 0.001 else f"p = {found.p:.2g}"
