"""How answers are printed: a table for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

    from clicklens.core.record import Record

JSON = typer.Option(False, "--json", help="Print JSON in place of tables and sentences.")
STORE = typer.Option("runs", "--store", help="The folder that keeps the runs.", envvar="CLICKLENS_STORE")


def print_json(value: Record | Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON document on standard output."""
    plain = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2, default=str) + "\n")


def print_frame(title: str, frame: pd.DataFrame, *, limit: int = 40) -> None:
    """A data frame as a table."""
    print_table(title, [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")], limit=limit)


def print_table(title: str, rows: Sequence[Mapping[str, Any]], *, limit: int = 60) -> None:
    """A table with a title; columns are the keys of the first row. Says how many rows it left out."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not rows:
        console.print(f"{title}: none")
        return
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name, value in rows[0].items():
        table.add_column(str(name), justify="right" if isinstance(value, (int, float)) else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(_cell(value) for value in row.values()))
    console.print(table)
    if len(rows) > limit:
        console.print(f"… and {len(rows) - limit:,} rows more; --json gives all of them")


def print_lines(lines: Sequence[str]) -> None:
    """Sentences, one a line; nothing in them is read as markup."""
    for line in lines:
        typer.echo(line)


def _cell(value: Any) -> str:
    if value is None or value != value:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}" if abs(value) >= 10 else f"{value:.4f}"
    return str(value).replace("[", "\\[")
