"""``clicklens slices``: rows with a name, to be asked about in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from clicklens.cli.output import JSON, STORE, print_json, print_lines, print_table
from clicklens.core.errors import ConfigError

if TYPE_CHECKING:
    from clicklens.core.row_filter import RowFilter

app = typer.Typer(help="List, add and delete named sets of rows.", no_args_is_help=True)

WHERE = typer.Option(
    None, "--where", "-w", help="A condition: label=1, pctr<0.02, 'field:genre=Drama|Comedy'; all hold.", metavar="TEST"
)


@app.command("list")
def list_slices(store: str = STORE, as_json: bool = JSON) -> None:
    """All saved slices: which rows they are, and on what data they were made."""
    from clicklens.core.filter_words import say_filter
    from clicklens.store import open_store

    found = open_store(store, create=False).slices()
    if as_json:
        print_json([saved.model_dump(mode="json") for saved in found])
        return
    rows = [
        {"slice": s.name, "rows": say_filter(s.filter), "data": s.data, "made": s.created_at[:19], "note": s.note}
        for s in found
    ]
    print_table(f"Slices in {store}", rows)


@app.command("add")
def add(
    name: str = typer.Argument(..., metavar="NAME"),
    where: list[str] | None = WHERE,
    filter_text: str | None = typer.Option(None, "--filter", help="The filter as JSON, in place of --where."),
    run: str = typer.Option("latest", help="The run whose columns the filter names."),
    note: str = typer.Option("", help="What the slice is for."),
    replace: bool = typer.Option(False, "--replace", help="Replace a slice of that name."),
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Give a set of rows a name: clicklens slices add late -w field:hour=23 -w label=1."""
    from clicklens.core.filter_words import say_filter
    from clicklens.workbench import open_run
    from clicklens.workbench.slices import save_slice

    chosen = _filter(where or [], filter_text)
    saved = save_slice(open_run(run, store=store).captured, name, chosen, note=note, replace=replace)
    if as_json:
        print_json(saved)
    else:
        print_lines([f"Saved '{saved.name}': {say_filter(saved.filter)}. Ask: clicklens analyze {run} slices"])


@app.command("delete")
def delete(name: str = typer.Argument(..., metavar="NAME"), store: str = STORE) -> None:
    """Forget a slice; no row is touched."""
    from clicklens.store import open_store

    open_store(store, create=False).delete_slice(name)
    print_lines([f"Deleted slice '{name}'."])


def _filter(where: list[str], text: str | None) -> RowFilter:
    from clicklens.core import condition
    from clicklens.core.row_filter import RowFilter

    if bool(where) == (text is not None):
        raise ConfigError("slices add: say which rows, either with --where (as often as needed) or with --filter")
    return condition.where(*where) if text is None else RowFilter.from_text(text, source="--filter")
