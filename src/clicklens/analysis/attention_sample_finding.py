"""What weights say over many rows in words: first whether they can be believed, then where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from clicklens.analysis.attention_finding import NOTHING
from clicklens.analysis.live_finding import other_step
from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict

if TYPE_CHECKING:
    from clicklens.analysis.attention_sample_result import (
        AttentionSample,
        FieldSample,
        PairSample,
        PositionSample,
        Removal,
    )
    from clicklens.core.interval import Interval

CLEARLY = 1.5  # times the move of chance, from which weights are good at telling what moves the score


def sample_findings(result: AttentionSample) -> tuple[Finding, ...]:
    """Faithfulness of each weighing, then its means."""
    findings = [Finding(text=NOTHING)] if result.is_empty else []
    for sample in result.positions:
        findings += [*_faithful(sample), *_newest(sample), *_interest(sample)]
    findings += [_strongest_pair(sample) for sample in result.pairs if len(sample.fields) > 1]
    findings += [found for sample in result.fields for found in _heaviest(sample)]
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return without_verdict(findings, result.step)


def _faithful(sample: PositionSample) -> Iterator[Finding]:
    """By the smallest k, for which most rows have enough behaviours."""
    if not sample.removals:
        text = f"Too few rows hold several behaviours to tell whether the weights of `{sample.weighing}` are faithful."
        yield Finding(text=text, severity="warning")
        return
    one = sample.removals[0]
    if one.top_move is None or one.random_move is None or one.move_gap is None:
        return
    what = "the behaviour" if one.k == 1 else f"the {one.k} behaviours"
    text = (
        f"Without {what} of most weight the logit moves by {one.top_move.value:.3g}, without {_others(one)} at random "
        f"by {one.random_move.value:.3g} (difference {_told(one.move_gap)}, {one.rows:,} rows)"
    )
    if one.move_gap.low > 0 and one.top_move.value < CLEARLY * one.random_move.value:
        yield Finding(text=f"{text}: the weights of `{sample.weighing}` tell a little more than chance.")
    elif one.move_gap.low > 0:
        yield Finding(text=f"{text}: the weights of `{sample.weighing}` tell what moves the score.", severity="good")
    else:
        less = "less than chance" if one.move_gap.high < 0 else "no more than chance"
        yield Finding(text=f"{text}: the weights of `{sample.weighing}` tell {less}.", severity="warning")


def _others(one: Removal) -> str:
    return "one" if one.k == 1 else str(one.k)


def _newest(sample: PositionSample) -> Iterator[Finding]:
    """Whether the newest behaviour weighs more than the oldest place that can be told."""
    known = [place for place in sample.places if place.weight is not None]
    if len(known) < 2 or known[0].weight is None or known[-1].weight is None:
        return
    new, old = known[0].weight, known[-1].weight
    if new.low <= old.high and old.low <= new.high:
        return
    way = "more" if new.value > old.value else "less"
    text = (
        f"In `{sample.weighing}` the newest behaviour weighs {way} ({_told(new)}) than the one {known[-1].back - 1} "
        f"before it ({_told(old)})."
    )
    yield Finding(text=text)


def _interest(sample: PositionSample) -> Iterator[Finding]:
    """Whether rows that were clicked met a stronger interest."""
    clicked, other = sample.clicked, sample.not_clicked
    if clicked is None or other is None:
        return
    apart = clicked.low > other.high or clicked.high < other.low
    text = f"The weights of `{sample.weighing}` sum to {_told(clicked)} in clicked rows and to {_told(other)} in others"
    yield Finding(text=f"{text}." if apart else f"{text}: not told apart.")


def _strongest_pair(sample: PairSample) -> Finding:
    weights = np.array(sample.weights)
    np.fill_diagonal(weights, -np.inf)
    taker, giver = np.unravel_index(int(np.argmax(weights)), weights.shape)
    text = f"In `{sample.weighing}`, `{sample.fields[taker]}` takes most from `{sample.fields[giver]}`"
    even = 1 / len(sample.fields)
    return Finding(text=f"{text}: {weights[taker, giver]:.3g} on average; equal shares would be {even:.3g}.")


def _heaviest(sample: FieldSample) -> Iterator[Finding]:
    known = [(weight, field) for weight, field in zip(sample.weights, sample.fields, strict=True) if weight]
    if known:
        weight, field = max(known, key=lambda one: one[0].value)
        yield Finding(text=f"`{sample.weighing}` weighs `{field}` most: {_told(weight)} on average.")


def _told(interval: Interval) -> str:
    return f"{interval.value:.3g} [{interval.low:.3g}, {interval.high:.3g}]"
