"""How a notebook shows an answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from clicklens.analysis import ANALYSES, analyze
from clicklens.analysis.card import HEAD, MARKS, card
from clicklens.core.finding import Finding
from clicklens.report.ink import contrast
from tests.captured_runs import make_captured


@pytest.mark.parametrize("kind", ["fluctuation", "saliency", "scores", "neurons"])
def test_a_result_shows_its_sentences_its_picture_and_the_head_of_its_table(kind: str) -> None:
    assert kind in ANALYSES
    result = analyze(make_captured(rows=60, steps=3, overfit_from=200), kind)
    page = result._repr_html_()
    assert page.count("<svg") == 1
    assert "<?xml" not in page
    assert page.count("<tbody>") == 1
    for finding in result.findings:
        assert MARKS[finding.severity][0] in page


def test_text_is_escaped_and_code_is_told_apart() -> None:
    finding = Finding(text="`<b>` leads & wins", severity="alarm", remedy='user-bias <i>"x"')
    page = card(title="<u>", findings=[finding], facts=[("<s>", "<em>"), ("none", "")])
    assert "<code>&lt;b&gt;</code> leads &amp; wins" in page
    assert "run.refine(&quot;user-bias&quot;, &quot;&lt;i&gt;\\&quot;x\\&quot;&quot;)" in page
    assert "<u>" not in page
    assert "&lt;em&gt;" in page
    assert "none" not in page


def test_a_table_shows_its_head_and_how_much_there_is() -> None:
    frame = pd.DataFrame({"name": ["<a>", "b"] * 50, "value": np.arange(100.0)})
    page = card(frame=frame)
    assert page.count("<tr") == HEAD + 1
    assert "&lt;a&gt;" in page
    assert f"{HEAD} of 100 rows" in page
    assert "rows;" not in card(frame=frame.head(2))


def test_a_picture_of_very_many_marks_becomes_pixels() -> None:
    figure = Figure()
    figure.add_subplot().scatter(*np.random.default_rng(0).normal(size=(2, 20_000)))
    page = card(figure=figure)
    assert "<svg" not in page
    assert "data:image/png;base64," in page


def test_the_signs_can_be_read_on_white_and_on_black() -> None:
    for _, colour in MARKS.values():
        assert contrast(colour, "#ffffff") >= 4.5
        assert contrast(colour, "#000000") >= 4.5
