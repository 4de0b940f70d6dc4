"""What a refinement is to change, as the command line gives it: words, and options of crosses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from clicklens.core.errors import ConfigError

CHANGE = typer.Argument(
    ...,
    help="drop-layer 4 | resize-layer 3=32 | user-bias user_id | regularise user_id=0.001 | cross user,ad hour,device",
    metavar="CHANGE",
)
FIELDS = typer.Option(
    None, "--fields", help="cross: the fields of one cross; more than once for more.", metavar="A,B,…"
)
TOP = typer.Option(
    None, min=1, help="cross: as many of the sets that 'clicklens interactions' finds in the run's model."
)
TARGET = typer.Option(
    None, help="cross: another model to give them to, such as wide_deep or 'wide_deep hidden=[64,32]'.", metavar="MODEL"
)
MIN_COUNT = typer.Option(None, min=1, help="cross: training rows that a combination needs for an id; 10 if not given.")
BUCKETS = typer.Option(None, min=2, help="cross: buckets of a number that is crossed; 100 if not given.")


def asked_change(
    words: Sequence[str],
    *,
    fields: Sequence[str] | None,
    top: int | None,
    target: str | None,
    min_count: int | None,
    buckets: int | None,
) -> list[str] | dict[str, Any]:
    """The words as they are, or the settings of a cross. Raises ConfigError for an option that no other change has."""
    given = {"top": top, "target": target, "min_count": min_count, "buckets": buckets}
    options = {name: value for name, value in given.items() if value is not None}
    if not words or words[0] != "cross":
        if options or fields:
            name = next(iter({**({"fields": fields} if fields else {}), **options})).replace("_", "-")
            raise ConfigError(f"--{name}: only the change 'cross' has it, not '{' '.join(words)}'")
        return list(words)
    sets = [*words[1:], *(fields or ())]
    return {"kind": "cross", **({"fields": sets} if sets else {}), **options}
