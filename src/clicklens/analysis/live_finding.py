"""What makes a live model's answer doubtful, in words: a value that training hardly knew, a model of another step."""

from __future__ import annotations

from collections.abc import Iterator

from clicklens.analysis.live_value import KnownValue
from clicklens.analysis.result import Finding

RARE = 20  # times in training, below which the model has hardly learnt a value


def doubts(field: str, known: KnownValue) -> Iterator[Finding]:
    """Why an answer about a value says little of it."""
    for value in known.unknown:
        near = f" Did you mean '{known.nearest}'?" if known.nearest is not None and value == known.unknown[0] else ""
        text = f"'{value}' was never seen in training in '{field}', or too rarely: it is read as unknown.{near}"
        yield Finding(text=text, severity="warning")
    if known.count is not None and 0 < known.count < RARE and not known.unknown:
        times = "once" if known.count == 1 else f"{known.count} times"
        yield Finding(text=f"Training holds that value of '{field}' {times}: the model has hardly learnt it.")
    if known.low is not None and known.high is not None:
        held = f"{known.low:g} to {known.high:g}"
        yield Finding(text=f"'{field}' lies outside what training held ({held}): a guess.", severity="warning")


def other_step(step: int, asked: int) -> Finding:
    """Which model answered where none is kept of the step that was asked for."""
    return Finding(text=f"The model of step {step:,} answers, the nearest to step {asked:,} that was kept.")
