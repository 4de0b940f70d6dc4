"""Picture: a figure as part of a page. Its words are text, its colours are names, its densest parts are pixels."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.collections import Collection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter

from clicklens.report.ink import name_colours

MOST_MARKS = 1500  # points or cells of one drawing that stay lines; more become pixels
WIDEST = 9.2  # inches, at which the smallest words can be read in the page's column
SCALE = 1.45  # the widest a picture is shown, in CSS pixels a point
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"

_FONT = re.compile(r"font:\s*((?:[a-z]+ |\d{3} )*)([\d.]+px)[^;]*")
_FRACTION = re.compile(r"-?\d+\.\d+")
_PLACES = {"d": 2, "x": 2, "y": 2, "width": 2, "height": 2, "transform": 4}  # decimals that can be seen
_LONG_WORD = re.compile(r"[^\s$]{31,}")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NO_HARM = (
    "Glyph .* missing from font",  # the browser has the letters
    "constrained_layout not applied",  # words too long for their panel: the picture is drawn without the fine layout
)


@dataclass(frozen=True)
class Picture:
    """What a page needs of a figure."""

    svg: str
    title: str  # what is seen
    reading: str  # how to read it
    colours: frozenset[str]


def draw_picture(figure: Figure, *, name: str) -> Picture:
    """``name`` is unique on the page and starts every id. Title and reading leave the figure: the page says them."""
    title, reading = (_one_line(text) for text in (figure.get_suptitle(), figure.get_supxlabel()))
    figure.suptitle("")
    figure.supxlabel("")
    if figure.get_figwidth() > WIDEST:  # drawn smaller, words keep their size
        scale = WIDEST / figure.get_figwidth()
        figure.set_size_inches(WIDEST, figure.get_figheight() * scale)
    root = ElementTree.fromstring(_save(figure))  # noqa: S314 - matplotlib's own output
    used: set[str] = set()
    _clean(root, name, used)
    width, height = (float(part) for part in root.get("viewBox", "0 0 1 1").split()[2:])
    root.attrib = {
        "viewBox": root.get("viewBox", ""),
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
        "style": f"max-width:{width * SCALE:.0f}px;aspect-ratio:{width:g}/{height:g}",
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", reading))):
        element = ElementTree.Element(tag, {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    svg = ElementTree.tostring(root, encoding="unicode")
    return Picture(svg=svg, title=title, reading=reading, colours=frozenset(used))


def _one_line(text: str) -> str:
    """As it was before it was wrapped, also where a word was parted at its hyphen."""
    return " ".join(text.replace("-\n", "-").split())


def _save(figure: Figure) -> bytes:
    _tame_words(figure)
    for artist in figure.findobj(Collection):
        if _is_dense(artist):
            artist.set_rasterized(True)
    file = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "clicklens"}), warnings.catch_warnings():
        for message in _NO_HARM:
            warnings.filterwarnings("ignore", message=message)
        figure.savefig(file, format="svg", transparent=True, dpi=160, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _tame_words(figure: Figure) -> None:
    """Names from the data: too long ones lose their middle, and a dollar sign starts no formula.

    The table behind the picture has them whole. Labels of logarithmic axes are formulas and stay so.
    """
    for side in (side for axis in figure.axes for side in (axis.xaxis, axis.yaxis)):
        if isinstance(side.get_major_formatter(), (FixedFormatter, FuncFormatter)):
            labels = [label.get_text() for label in side.get_ticklabels()]  # written by this, not only read
            if isinstance(side.get_major_locator(), FixedLocator) and any(map(_LONG_WORD.search, labels)):
                side.set_major_formatter(FixedFormatter([shorten_words(label) for label in labels]))
                side.get_ticklabels()
    texts: list[Text] = figure.findobj(Text)
    for text in texts:
        text.set_text(shorten_words(text.get_text()))
        if "$" in text.get_text() and not text.get_text().startswith("$\\mathdefault{"):
            text.set_parse_math(False)


def shorten_words(text: str) -> str:
    """Words of more than 30 letters keep their beginning and their end."""
    return _LONG_WORD.sub(lambda found: f"{found.group()[:14]}…{found.group()[-14:]}", text)


def _is_dense(artist: Artist) -> bool:
    if isinstance(artist, QuadMesh):
        return True
    return isinstance(artist, Collection) and np.asarray(artist.get_offsets()).shape[0] > MOST_MARKS


def _clean(root: ElementTree.Element, name: str, used: set[str]) -> None:
    """Takes out what is not for a page, and makes ids unique and colours names."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}metadata", f"{SVG}style") or not child.tag.startswith(SVG):
                parent.remove(child)
    ids = {element.get("id", ""): f"{name}-{place}" for place, element in enumerate(root.iter()) if element.get("id")}
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.attrib = {key: _attribute(key, value, ids, used) for key, value in element.attrib.items()}
        if XLINK in element.attrib:
            element.set("href", element.attrib.pop(XLINK))


def _attribute(key: str, value: str, ids: Mapping[str, str], used: set[str]) -> str:
    if key == "id":
        return ids[value]
    if key == XLINK:
        return f"#{ids[value[1:]]}" if value.startswith("#") else value
    value = _REFERENCE.sub(lambda found: f"url(#{ids[found.group(1)]})", value)
    if key == "style":
        return name_colours(_FONT.sub(r"font:\1\2 var(--sans)", value), used)
    if key in _PLACES:
        return _FRACTION.sub(lambda found: f"{round(float(found.group()), _PLACES[key]):g}", value)
    return value
