"""The commands that look into a run's model itself, whatever the row: weights."""

from __future__ import annotations

from pathlib import Path

from clicklens.cli.answer import PICTURE, TABLE, refuse_places, save, tell
from clicklens.cli.live import RUN, STEP
from clicklens.cli.output import JSON, STORE


def weights(
    run: str = RUN,
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What do the parameters hold? Vectors by how often ids are trained, first-order weights, cross strengths."""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    result = opened.weights(step=step)
    save(picture, table, result)
    tell(result, f"weights of {opened.id}, step {result.step:,}", as_json)
