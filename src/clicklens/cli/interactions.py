"""``clicklens interactions``: which fields act together in a run's model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clicklens.cli.answer import PICTURE, TABLE, refuse_places, save, tell
from clicklens.cli.live import RUN, STEP
from clicklens.cli.output import JSON, STORE

if TYPE_CHECKING:
    from clicklens.analysis.interactions_result import FoundSet


def interactions(
    run: str = RUN,
    row: int | None = typer.Option(None, "--row", help="Ask about this row alone (an example's id)."),
    top: int = typer.Option(10, "--top", help="How many sets to tell, the most frequent first."),
    rows: int = typer.Option(200, help="How many rows to ask about; more rows, surer counts."),
    split: str | None = typer.Option(None, help="The split whose rows are asked; the held-out one if none."),
    detector: str = typer.Option("nid", help="nid finds sets of any size; arch_detect finds pairs, and is quick."),
    off: str = typer.Option("resample", help="What a field holds that is off: zero, mean, or resample."),
    first: int = typer.Option(5, help="How many of a row's strongest sets count."),
    asked: int = typer.Option(2000, help="How often nid asks about a row; more where surrogates are poor."),
    tested: bool = typer.Option(
        True, "--tested/--untested", help="Ask the same model without interactions, too: half of the work."
    ),
    seed: int = typer.Option(0, min=0, help="Of rows and draws."),
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress bar."),
    as_json: bool = JSON,
) -> None:
    """Which fields act together? Would crosses make a simpler model better?

    The model is asked about each row again and again, with other fields off; from its answers a detector tells which
    fields do more together than each alone, and sets are counted over all rows. A set is worth a cross where its count
    lies well over by_chance (the same model without interactions), p is small, and stability is near 1.

    Under a minute for 17 fields; the answer is kept, and asked again it is there at once. Quicker, of pairs alone:
    --detector arch_detect. Then: clicklens refine RUN cross FIELD,OTHER
    """
    from clicklens.cli.progress import counted_progress
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    settings = {"rows": rows, "split": split, "detector": detector, "off": off, "first": first, "asked": asked}
    settings |= {"most": top, "tested": tested, "seed": seed, "step": step}
    if row is not None:
        of_row = opened.row_interactions(row, **settings)
        save(picture, table, of_row)
        tell(of_row, f"fields that act together in example {row} of {opened.id}", as_json)
        return
    with counted_progress("Asking the model", quiet=quiet or as_json) as progress:
        result = opened.interactions(progress=progress, **settings)
    save(picture, table, result)
    title = f"fields that act together in {opened.id}, {result.instances:,} rows of {result.split}"
    tell(result, title, as_json, table=[_line(one) for one in result.sets])


def _line(one: FoundSet) -> dict[str, object]:
    chance = {} if one.by_chance is None else {"by chance": one.by_chance, "p": one.p}
    strength = f"{one.strength.value:.2f} ({one.strength.low:.2f} to {one.strength.high:.2f})"
    return {
        "fields": " x ".join(one.fields),
        "rows": one.count,
        **chance,
        "stability": one.stability,
        "strength": strength,
    }
