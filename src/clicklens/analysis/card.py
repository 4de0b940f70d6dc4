"""Card: how a notebook shows an answer: its sentences, its picture, and the head of the table behind."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clicklens.core.finding import Finding

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

HEAD = 5  # rows of the table
MOST_SVG = 1_000_000  # letters of a picture; one of more marks becomes pixels
# Never colour alone; each stands out by 4.5 to 1 both on white and on black.
MARKS = {
    "alarm": ("▲ Alarm", "#e02833"),
    "warning": ("◆ Warning", "#a4680d"),
    "good": ("● Good", "#21864a"),
    "info": ("– Note", "#6e7581"),
}
_CODE = re.compile(r"`([^`]+)`")


def card(
    *,
    title: str = "",
    findings: Sequence[Finding] = (),
    facts: Sequence[tuple[str, str]] = (),
    figure: Figure | None = None,
    frame: pd.DataFrame | None = None,
) -> str:
    """HTML that stands in any page; all text in it is escaped."""
    parts = [f"<p><strong>{html.escape(title)}</strong></p>"] if title else []
    parts += [_sentence(finding) for finding in findings]
    if facts:
        parts.append(_facts(facts))
    if figure is not None:
        parts.append(f'<div style="max-width:100%;overflow-x:auto">{_picture(figure)}</div>')
    if frame is not None and len(frame):
        parts.append(_table(frame))
    return f'<div class="clicklens" style="max-width:72rem">{"".join(parts)}</div>'


def _sentence(finding: Finding) -> str:
    mark, colour = MARKS[finding.severity]
    remedy = "" if finding.remedy is None else f" <em>To do:</em> <code>{html.escape(_call(finding.remedy))}</code>"
    text = _CODE.sub(r"<code>\1</code>", html.escape(finding.text))
    return f'<p style="margin:.3em 0"><strong style="color:{colour}">{mark}</strong> {text}{remedy}</p>'


def _call(remedy: str) -> str:
    """'drop-layer 4' -> 'run.refine("drop-layer", "4")'"""
    return f"run.refine({', '.join(_quoted(word) for word in remedy.split(' ', 1))})"


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    rows = (
        f'<tr><th scope="row" style="text-align:left">{html.escape(name)}</th>'
        f'<td style="text-align:left">{html.escape(value)}</td></tr>'
        for name, value in facts
        if value
    )
    return f"<table>{''.join(rows)}</table>"


def _picture(figure: Figure) -> str:
    """Words stay words. The figure is drawn as ``plot`` made it, on white: notebooks may be dark."""
    from matplotlib import rc_context

    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "clicklens"}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        text = file.getvalue()
        if len(text) > MOST_SVG:
            return _pixels(figure)
    return re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)


def _pixels(figure: Figure) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=120)
    pixels = base64.b64encode(file.getvalue()).decode()
    return f'<img style="max-width:100%" alt="The picture of the findings above" src="data:image/png;base64,{pixels}">'


def _table(frame: pd.DataFrame) -> str:
    left = f"{HEAD} of {len(frame):,} rows; <code>.to_frame()</code> gives all." if len(frame) > HEAD else ""
    table: str = frame.head(HEAD).to_html(index=False, border=0, na_rep="–", float_format=lambda value: f"{value:.4g}")
    return f'<div style="overflow-x:auto">{table}</div><p style="opacity:.7">{left}</p>'
