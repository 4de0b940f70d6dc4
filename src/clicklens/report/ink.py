"""Ink: the colours of a picture as names, so that one picture can be read on white and on black.

Greys turn over: dark ink becomes light. Colours keep their hue, and on black become light enough to be seen.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable

from clicklens.analysis.figure import FAINT, GRID, INK

PAPER = "#ffffff"
BLACK_PAPER = "#15171c"
CONTRAST = 4.5  # WCAG's for small text
NAMES = {INK: "--ink", "#000000": "--ink", FAINT: "--faint", GRID: "--grid", PAPER: "--paper"}
GREY = 0.16  # saturation below which a colour counts as grey
SOFT = 0.75  # the greatest saturation of a colour that had to be made lighter; more would glare

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


def name_colours(style: str, used: set[str]) -> str:
    """Puts ``var(--…)`` in place of every colour of a style, and notes the colours in ``used``."""

    def named(found: re.Match[str]) -> str:
        colour = _long(found.group().lower())
        used.add(colour)
        return f"var({variable(colour)})"

    return _COLOUR.sub(named, style)


def variable(colour: str) -> str:
    """The name that stands for a colour."""
    return NAMES.get(colour, f"--c-{colour[1:]}")


def declare_colours(used: Iterable[str], *, dark: bool) -> str:
    """The declarations of all names for white or for black paper."""
    colours = sorted({*used, *NAMES} - {"#000000"})
    shown = (f"{variable(colour)}:{on_black(colour) if dark else colour}" for colour in colours)
    return ";".join(shown)


def on_black(colour: str) -> str:
    """The colour that stands on black paper where ``colour`` stands on white."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    if colour == PAPER:
        return BLACK_PAPER
    if depth < GREY:
        return _hex(hue, 0.95 - 0.83 * light, depth)
    if contrast(colour, BLACK_PAPER) < CONTRAST:
        depth = min(depth, SOFT)
    while contrast(_hex(hue, light, depth), BLACK_PAPER) < CONTRAST and light < 1:
        light = min(light + 0.02, 1.0)
    return _hex(hue, light, depth)


def contrast(first: str, second: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(hue: float, light: float, depth: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, depth))


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])
