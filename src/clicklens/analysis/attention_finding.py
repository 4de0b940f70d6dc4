"""What the weights of one row say in words: which behaviour counted, for whom the interest is strong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from clicklens.analysis.live_finding import doubts, other_step
from clicklens.analysis.reading import shown
from clicklens.analysis.result import Finding

if TYPE_CHECKING:
    from clicklens.analysis.attention_result import Attention, Behaviour, FieldWeights, PairWeights, PositionWeights

EVEN = 1.5  # times the mean weight, below which the heaviest behaviour does not stand out
NOTHING = (
    "This model does not weigh its inputs by itself. Models with attention do, such as `din`, `dien`, `autoint` and "
    "`masknet`; what any model leans on in a row is told by `example`."
)


def attention_findings(result: Attention) -> tuple[Finding, ...]:
    """What weighs most, then the candidates side by side, then what is doubtful."""
    findings = [Finding(text=NOTHING)] if result.is_empty else []
    for weighing in result.positions:
        findings += [*_heaviest(weighing), *_intensity(result, weighing)]
    findings += [_heaviest_field(weighing) for weighing in result.fields if weighing.fields]
    findings += [_heaviest_pair(weighing) for weighing in result.pairs if len(weighing.fields) > 1]
    for candidate in result.candidates:
        for field, known in candidate.known.items():
            findings += doubts(field, known)
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return tuple(findings)


def _heaviest(weighing: PositionWeights) -> Iterator[Finding]:
    fields = " with ".join(f"`{field}`" for field in weighing.fields)
    if not weighing.behaviours:
        yield Finding(text=f"The row holds no behaviour in {fields} that training knows.")
        return
    most = max(weighing.behaviours, key=lambda one: one.weights[0])
    mean, many = weighing.intensity[0] / len(weighing.behaviours), len(weighing.behaviours)
    text = f"Of {many} past behaviours in {fields}, {_name(most)} weighs most: {most.weights[0]:.3g}"
    if many == 1:
        yield Finding(text=f"The one past behaviour in {fields}, {_name(most)}, weighs {most.weights[0]:.3g}.")
    elif mean <= 0:
        yield Finding(text=f"{text}; all together weigh {weighing.intensity[0]:.3g}.")
    elif most.weights[0] < EVEN * mean:
        yield Finding(text=f"{text}, hardly more than the mean of {mean:.3g}: the history counts as a whole.")
    else:
        yield Finding(text=f"{text}, {most.weights[0] / mean:.1f} times the mean.")


def _name(one: Behaviour) -> str:
    place = "the newest" if one.back == 1 else f"{one.back - 1} before the newest"
    return f"{' / '.join(shown(value) for value in one.values)} ({place})"


def _intensity(result: Attention, weighing: PositionWeights) -> Iterator[Finding]:
    """For which candidate the interest is strongest, where several were tried."""
    if len(result.candidates) < 2 or not weighing.behaviours:
        return
    order = np.argsort(weighing.intensity, kind="stable")
    high, low = int(order[-1]), int(order[0])
    text = (
        f"The interest is strongest for {result.candidates[high].name} (weights sum to {weighing.intensity[high]:.3g}) "
        f"and weakest for {result.candidates[low].name} ({weighing.intensity[low]:.3g})"
    )
    yield Finding(text=f"{text}, by `{weighing.weighing}`.")


def _heaviest_field(weighing: FieldWeights) -> Finding:
    weights = [of_field[0] for of_field in weighing.weights]
    place = int(np.argmax(weights))
    text = f"`{weighing.weighing}` weighs `{weighing.fields[place]}` most: {weights[place]:.3g}"
    return Finding(text=f"{text}, on average {np.mean(weights):.3g}.")


def _heaviest_pair(weighing: PairWeights) -> Finding:
    """The pair of unlike fields with most weight."""
    weights = np.array(weighing.weights)
    np.fill_diagonal(weights, -np.inf)
    taker, giver = np.unravel_index(int(np.argmax(weights)), weights.shape)
    text = f"In `{weighing.weighing}`, `{weighing.fields[taker]}` takes most from `{weighing.fields[giver]}`"
    return Finding(text=f"{text}: {weights[taker, giver]:.3g}.")
