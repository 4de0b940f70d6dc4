"""The commands that ask a run's model about one row: what-if and scan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from clicklens.cli.answer import PICTURE, TABLE, refuse_places, save, tell
from clicklens.cli.output import JSON, STORE
from clicklens.core.errors import ConfigError

if TYPE_CHECKING:
    from clicklens.core.schema import FeatureSchema

RUN = typer.Argument(..., help="Id, unique prefix or name of a run; 'latest' is the newest.", metavar="RUN")
EXAMPLE = typer.Argument(..., help="Id of a row, as samples and tables name it.", metavar="EXAMPLE")
SPLIT = typer.Option(None, help="The split that the row is in; any when not given.")
STEP = typer.Option(None, help="The step whose model answers, or a checkpoint near it; the best one when not given.")


def what_if(
    run: str = RUN,
    example: int = EXAMPLE,
    changes: list[str] = typer.Option(
        [], "--change", "-c", help="A changed value: -c genre=War, -c 'tags=[a, b]', -c price= .", metavar="FIELD=VALUE"
    ),
    split: str | None = SPLIT,
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What would the model say of this row if it had other values? Each change alone, and all together."""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    values = dict(change(opened.record.features, text) for text in changes)
    result = opened.what_if(example, values, split=split, step=step)
    save(picture, table, result)
    tell(result, f"what-if on example {example} of {opened.id}", as_json)


def scan(
    run: str = RUN,
    example: int = EXAMPLE,
    field: str = typer.Argument(..., help="The field whose values are gone through.", metavar="FIELD"),
    values: list[str] = typer.Option(
        [], "--value", "-v", help="A value to try; the most frequent ones when none is given.", metavar="VALUE"
    ),
    limit: int = typer.Option(50, help="How many of the most frequent values to try."),
    split: str | None = SPLIT,
    step: int | None = STEP,
    picture: Path | None = PICTURE,
    table: Path | None = TABLE,
    store: str = STORE,
    as_json: bool = JSON,
) -> None:
    """What would the model say of this row with each value of one field?"""
    from clicklens.workbench import open_run

    refuse_places(picture, table)
    opened = open_run(run, store=store)
    given = [_value(opened.record.features, field, text) for text in values] or None
    result = opened.scan(example, field, values=given, limit=limit, split=split, step=step)
    save(picture, table, result)
    tell(result, f"{field} of example {example} of {opened.id}", as_json)


def change(schema: FeatureSchema, text: str) -> tuple[str, Any]:
    """'genre=War' -> the field and its value. Raises ConfigError for other text, SchemaError for an unknown field."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ConfigError(f"--change {text}: FIELD=VALUE is expected, such as {schema.fields[0].name}=VALUE")
    return name.strip(), _value(schema, name.strip(), value)


def _value(schema: FeatureSchema, name: str, text: str) -> Any:
    """Text stays text, so that an id such as 007 stays what it is; nothing is a missing value.

    Brackets hold a list where the field takes one. Raises SchemaError for an unknown field.
    """
    from clicklens.core.yaml_text import parse_text_list

    field = schema.field(name)
    takes_list = field.kind in ("sequence", "dense") or getattr(field, "multi", False)
    if takes_list and text.startswith("["):
        return parse_text_list(text, source=f"--change {name}={text}")
    return text or None
