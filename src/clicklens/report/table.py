"""A table of a report: every cell escaped, numbers to the right, and never more rows than a person reads."""

from __future__ import annotations

import html

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from clicklens.report.wording import say_value

MOST_ROWS = 150
LONG = 24  # letters from which a cell gets a width of its own


def render_table(frame: pd.DataFrame, *, caption: str = "") -> str:
    """The frame as an HTML table; whoever shows part of a frame says so in the caption."""
    numeric = {name: is_numeric_dtype(frame[name]) and not is_bool_dtype(frame[name]) for name in frame.columns}
    head = "".join(_cell("th", str(name), is_number=numeric[name]) for name in frame.columns)
    body = []
    for row in frame.itertuples(index=False, name=None):
        cells = zip(frame.columns, row, strict=True)
        body.append("".join(_cell("td", say_value(value), is_number=numeric[name]) for name, value in cells))
    rows = "".join(f"<tr>{cells}</tr>" for cells in body)
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f'<div class="scroll"><table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def shorten(frame: pd.DataFrame, *, step: int | None = None, most: int = MOST_ROWS) -> tuple[pd.DataFrame, str]:
    """At most ``most`` rows and a sentence on which: those of the step looked at, or evenly spaced ones."""
    if len(frame) <= most:
        return frame, ""
    whole = len(frame)
    if step is not None and "step" in frame and (frame["step"] == step).any():
        part = frame[frame["step"] == step]
        if len(part) <= most:
            return part, f"The {len(part):,} rows of step {step:,}, out of {whole:,}."
        frame = part
    places = np.unique(np.linspace(0, len(frame) - 1, most).astype(int))
    return frame.iloc[places], f"{len(places):,} rows, evenly spaced, out of {whole:,}."


def _cell(tag: str, text: str, *, is_number: bool) -> str:
    kind = ' class="number"' if is_number else ' class="long"' if len(text) > LONG else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{kind}>{html.escape(text)}</{tag}>"
