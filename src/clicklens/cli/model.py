"""The commands that look into a run's model itself: its weights, and what it weighs in rows."""

from __future__ import annotations

from pathlib import Path

import typer

from clicklens.cli.answer import PICTURE, TABLE, refuse_places, save, tell
from clicklens.cli.live import EXAMPLE, RUN, SPLIT, STEP, change
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


def embedding_map(
    run: str = RUN,
    field: str | None = typer.Option(None, help="The field whose ids are drawn; that of the largest table if none."),
    category: str | None = typer.Option(None, help="The field whose values are the categories."),
    ids: int = typer.Option(1000, help="How many of the most frequent ids."),
    categories: int | None = typer.Option(None, help="Draw that many categories, with equal shares of the ids."),
    method: str = typer.Option("pca", help="pca, tsne or umap."),
    k: int = typer.Option(10, help="Neighbours that purity counts."),
    seed: int = typer.Option(0, help="Of draws and layout."),
    example: int | None = typer.Option(None, help="A row in which each id is put, to be scored."),
    split: str | None = SPLIT,
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What does the model see as alike? The vectors of a table as points on a plane."""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    settings = {"field": field, "category": category, "ids": ids, "categories": categories}
    settings |= {"method": method, "k": k, "seed": seed}
    result = opened.embedding_map(row=example, split=split, step=step, **settings)
    save(picture, table, result)
    tell(result, f"ids of {result.table} of {opened.id}", as_json)


def attention(
    run: str = RUN,
    example: int = EXAMPLE,
    candidates: list[str] = typer.Option(
        [],
        "--candidate",
        "-c",
        help="Another candidate, by all fields that describe it: -c 'item=103;price=5'.",
        metavar="FIELD=VALUE[;FIELD=VALUE…]",
    ),
    split: str | None = SPLIT,
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """Which past behaviour made the model say so for this candidate? And for others?"""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    given = [dict(change(opened.record.features, part) for part in text.split(";")) for text in candidates]
    result = opened.attention(example, given, split=split, step=step)
    save(picture, table, result)
    tell(result, f"attention in example {example} of {opened.id}", as_json)


def attention_sample(
    run: str = RUN,
    split: str | None = typer.Option(None, help="The split whose rows are looked at; the held-out one if none."),
    rows: int = typer.Option(1000, help="How many rows to look at."),
    draws: int = typer.Option(5, help="Random choices of behaviours to take out, a row."),
    seed: int = typer.Option(0, min=0, help="Of rows and choices."),
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What does the model weigh over many rows, and do its weights tell what moves the score?"""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    result = opened.attention_sample(split=split, rows=rows, draws=draws, seed=seed, step=step)
    save(picture, table, result)
    tell(result, f"attention over {result.split} of {opened.id}", as_json)
