"""Content other than JSON: tables as CSV, Parquet or Arrow, pictures as PNG or SVG."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
from fastapi import Response

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

TableFormat: TypeAlias = Literal["csv", "parquet", "arrow"]
PictureFormat: TypeAlias = Literal["png", "svg"]

ARROW = "application/vnd.apache.arrow.stream"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "arrow": ARROW,
    "png": "image/png",
    "svg": "image/svg+xml",
}
_DRAWING = Lock()  # matplotlib's fonts and its text layout are shared by all figures


def arrow_bytes(table: pa.Table) -> bytes:
    """The table as an Arrow stream."""
    content = pa.BufferOutputStream()
    with pa.ipc.new_stream(content, table.schema) as writer:
        writer.write_table(table)
    return content.getvalue().to_pybytes()  # type: ignore[no-any-return]


def table_bytes(frame: pd.DataFrame, form: TableFormat) -> bytes:
    """The frame in that form, without its index."""
    if form == "csv":
        return frame.to_csv(index=False).encode()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    if form == "arrow":
        return arrow_bytes(table)
    content = BytesIO()
    pq.write_table(table, content)
    return content.getvalue()


def picture_bytes(draw: Callable[[], Figure], form: PictureFormat) -> bytes:
    """The picture in that form; text in an SVG stays text. One is drawn at a time."""
    from matplotlib import rc_context

    content = BytesIO()
    with _DRAWING, rc_context({"svg.fonttype": "none", "svg.hashsalt": "clicklens"}):
        draw().savefig(content, format=form, dpi=160, metadata={"Date": None} if form == "svg" else None)
    return content.getvalue()


def download(content: bytes, form: str, *, name: str, headers: dict[str, str] | None = None) -> Response:
    """Content as a file of that name."""
    disposition = {"Content-Disposition": f'attachment; filename="{file_name(name)}.{form}"'}
    return Response(content, media_type=MEDIA[form], headers={**disposition, **(headers or {})})


def file_name(name: str) -> str:
    """The name in letters that every system takes."""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "-" for letter in name)
