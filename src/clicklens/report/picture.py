"""Picture: a figure as part of a page. Its words are text, its colours are names, its densest parts are pixels."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.collections import Collection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

from clicklens.report.ink import name_colours

MOST_MARKS = 1500  # points or cells of one drawing that stay lines; more become pixels
SCALE = 1.45  # the widest a picture is shown, in CSS pixels a point
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"

_FONT = re.compile(r"font:\s*((?:[a-z]+ |\d{3} )*)([\d.]+px)[^;]*")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NO_HARM = (
    "Glyph .* missing from font",  # the browser has the letters
    "constrained_layout not applied",  # names too long for their panel: drawn over one another's edges, and readable
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
    _keep_dollars(figure)
    for artist in figure.findobj(Collection):
        if _is_dense(artist):
            artist.set_rasterized(True)
    file = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "clicklens"}), warnings.catch_warnings():
        for message in _NO_HARM:
            warnings.filterwarnings("ignore", message=message)
        figure.savefig(file, format="svg", transparent=True, dpi=160, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _keep_dollars(figure: Figure) -> None:
    """A field's value may hold dollar signs, which are no formula; labels of logarithmic axes are."""
    for side in (side for axis in figure.axes for side in (axis.xaxis, axis.yaxis)):
        if isinstance(side.get_major_formatter(), (FixedFormatter, FuncFormatter)):
            side.get_ticklabels()  # written now, so that they are among the texts
    texts: list[Text] = figure.findobj(Text)
    for text in texts:
        if "$" in text.get_text() and not text.get_text().startswith("$\\mathdefault{"):
            text.set_parse_math(False)


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
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.attrib = {key: _attribute(key, value, name, used) for key, value in element.attrib.items()}
        if XLINK in element.attrib:
            element.set("href", element.attrib.pop(XLINK))


def _attribute(key: str, value: str, name: str, used: set[str]) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key == XLINK:
        return f"#{name}-{value[1:]}" if value.startswith("#") else value
    value = _REFERENCE.sub(rf"url(#{name}-\1)", value)
    if key == "style":
        return name_colours(_FONT.sub(r"font:\1\2 var(--sans)", value), used)
    return value
