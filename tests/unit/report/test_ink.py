"""Colours that can be read on white and on black."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.analysis.figure import (
    ALARM,
    CLICKED,
    FAINT,
    GRID,
    INK,
    NOT_CLICKED,
    OTHERS,
    SPLIT_COLOUR,
)
from clicklens.report.ink import BLACK_PAPER, contrast, declare_colours, name_colours, on_black, variable


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the grey that just misses WCAG's 4.5


@pytest.mark.parametrize("colour", [INK, FAINT, ALARM, CLICKED, *OTHERS, *SPLIT_COLOUR.values()])
def test_every_colour_of_the_house_can_be_read_on_black(colour: str) -> None:
    assert contrast(on_black(colour), BLACK_PAPER) >= 4.5


def test_greys_turn_over() -> None:
    light = {name: contrast(name, "#ffffff") for name in (INK, FAINT, NOT_CLICKED, GRID)}
    dark = {name: contrast(on_black(name), BLACK_PAPER) for name in light}
    assert sorted(light, key=light.__getitem__) == sorted(dark, key=dark.__getitem__)
    assert on_black("#ffffff") == BLACK_PAPER


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_any_colour_has_one_on_black(colour: str) -> None:
    found = on_black(colour)
    assert len(found) == 7
    assert 0 <= int(found[1:], 16) <= 0xFFFFFF


def test_colours_of_a_style_become_names() -> None:
    used: set[str] = set()
    style = name_colours(f"fill: {INK}; stroke: #2563EB; background: #fff", used)
    assert style == "fill: var(--ink); stroke: var(--c-2563eb); background: var(--paper)"
    assert used == {INK, "#2563eb", "#ffffff"}


def test_every_used_name_is_declared_for_both_papers() -> None:
    for dark in (False, True):
        declared = declare_colours({"#2563eb"}, dark=dark)
        for colour in ("#2563eb", INK, FAINT, GRID, "#ffffff"):
            assert f"{variable(colour)}:#" in declared
    assert declare_colours([], dark=False).count("--ink:") == 1
