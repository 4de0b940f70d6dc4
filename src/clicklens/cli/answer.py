"""How a command gives its answer: sentences and a table, or JSON; a picture and a table as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from clicklens.cli.output import print_frame, print_json, print_lines, print_table
from clicklens.core.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from clicklens.analysis import Result

PICTURE = typer.Option(None, "--picture", "-p", help="Save the picture: .png, .svg or .pdf.")
TABLE = typer.Option(None, "--table", "-t", help="Save the table: .csv or .parquet.")


def tell(result: Result, title: str, as_json: bool, *, table: Sequence[Mapping[str, Any]] | None = None) -> None:
    """The findings, then the table: ``table`` where the result's own is too wide to read."""
    if as_json:
        print_json(result)
        return
    print_lines([finding.text for finding in result.findings])
    if table is None:
        print_frame(title, result.to_frame())
    else:
        print_table(title, table)


def refuse_places(picture: Path | None, table: Path | None) -> None:
    """Said before any work is done: where nothing can be saved."""
    for option, path, endings in (
        ("--picture", picture, (".png", ".svg", ".pdf")),
        ("--table", table, (".csv", ".parquet")),
    ):
        if path is None:
            continue
        if path.suffix not in endings:
            raise RequestError(f"{option} {path}: give a name that ends in {', '.join(endings[:-1])} or {endings[-1]}")
        if path.is_dir():
            raise RequestError(f"{option} {path}: is a folder; name the file to write")
        if not path.parent.is_dir():
            raise RequestError(f"{option} {path}: the folder {path.parent} does not exist; make it or name another")


def save(picture: Path | None, table: Path | None, result: Result) -> None:
    from clicklens.disk.whole_file import write_whole

    if picture is not None:
        write_whole(picture, _picture(result.plot(), picture.suffix))
    if table is not None:
        write_whole(table, _table(result.to_frame(), table.suffix))


def _picture(figure: Figure, ending: str) -> bytes:
    content = BytesIO()
    figure.savefig(content, format=ending[1:], dpi=160)
    return content.getvalue()


def _table(frame: pd.DataFrame, ending: str) -> bytes:
    if ending == ".csv":
        return frame.to_csv(index=False).encode()
    return frame.to_parquet(None, index=False)
