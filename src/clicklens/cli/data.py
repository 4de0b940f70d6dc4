"""``clicklens data``: rows in, an encoded data set out, and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from clicklens.cli.output import JSON, print_json, print_lines, print_table
from clicklens.core.errors import ConfigError

if TYPE_CHECKING:
    from clicklens.data.dataset import EncodedDataset

app = typer.Typer(help="Fetch, simulate, encode and describe rows.", no_args_is_help=True)


@app.command("list")
def list_sets(as_json: bool = JSON) -> None:
    """The ready-made data sets: what they hold, and where each comes from."""
    from clicklens.data.catalog import list_ready

    rows = [
        {"name": ready.name, "title": ready.title, "rows": ready.rows, "label": ready.label, "licence": ready.licence}
        for ready in list_ready()
    ]
    if as_json:
        print_json(rows)
    else:
        print_table("Ready-made data sets", [{k: v for k, v in row.items() if k != "licence"} for row in rows])


@app.command("get")
def get(
    name: str = typer.Argument(..., help="A name that clicklens data list shows.", metavar="NAME"), as_json: bool = JSON
) -> None:
    """Fetch a ready-made data set, check its hash, show its licence, and encode it."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.data.catalog import find_ready, load

    ready = find_ready(name)
    if not as_json:
        print_lines([ready.title, f"Licence: {ready.licence}", f"Source: {ready.source}"])
    with encoding_progress(f"Encoding {name}", quiet=as_json) as progress:
        dataset = load(name, progress=progress)
    _tell(dataset, as_json)


@app.command("schema")
def schema(
    rows: str = typer.Argument(..., help="A file, folder or glob of rows.", metavar="ROWS"),
    label: str = typer.Option("click", help="The column that holds 0 or 1."),
    name: str = typer.Option("rows", help="The data set's name."),
    day: str | None = typer.Option(None, help="The column with the day: a date, or a whole number below 100,000."),
    time: str | None = typer.Option(None, help="The column with the time: a time stamp, or seconds."),
    group: str | None = typer.Option(None, help="The column by which GAUC groups, the user as a rule."),
    out: Path = typer.Option(Path("schema.yaml"), "--out", "-o", help="The file to write."),
) -> None:
    """Draft a schema for your own rows, to read and correct before encoding."""
    from clicklens.data.schema_file import infer_schema, save_schema

    drafted = infer_schema(rows, name=name, label=label, day=day, time=time, group=group)
    save_schema(drafted, out)
    moment = drafted.time or drafted.day
    told = f"clicklens data encode {rows} --schema {out} --out data/{name}"
    if moment is None:
        told += " --split 'kind=random test_share=0.2'"
    print_lines([_when(moment), f"Wrote {out}. Read it, correct it, then: {told}"])


def _when(moment: str | None) -> str:
    if moment is None:
        return "No column says when a row was, so rows can be split by chance only; --day or --time names one."
    return f"Column '{moment}' is taken for when a row was: if it is a day of the week or the like, make it a field."


@app.command("encode")
def encode(
    rows: str | None = typer.Argument(
        None, help="A file, folder or glob; Parquet, CSV, TSV (gz, zst) or Arrow.", metavar="ROWS"
    ),
    schema: Path = typer.Option(..., "--schema", "-s", help="The schema in YAML."),
    out: Path = typer.Option(..., "--out", "-o", help="The folder to make."),
    given: list[str] | None = typer.Option(
        None,
        "--given",
        help="A split's own files: --given train=a.parquet --given test=b.parquet.",
        metavar="SPLIT=ROWS",
    ),
    split: list[str] = typer.Option(
        ["kind=time", "test_share=0.2"],
        "--split",
        help="How to split ROWS: kind=time test_share=0.2 | kind=random by=user_id | kind=column column=split.",
        metavar="KEY=VALUE",
    ),
    overwrite: bool = typer.Option(False, "--overwrite", help="Replace the folder if it is there."),
    as_json: bool = JSON,
) -> None:
    """Turn rows into memory-mapped shards; vocabularies come from the training split only."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.data.encode import encode as encode_rows
    from clicklens.data.schema_file import load_schema

    sources, rule = _sources(rows, given or [], split)
    with encoding_progress("Encoding", quiet=as_json) as progress:
        dataset = encode_rows(sources, load_schema(schema), out, split=rule, overwrite=overwrite, progress=progress)
    _tell(dataset, as_json)


@app.command("cross")
def cross(
    data: str = typer.Argument(..., help="A folder of encoded rows, or the name of a ready-made set.", metavar="DATA"),
    fields: list[str] = typer.Option(
        ..., "--fields", help="Fields that make a cross: --fields user,category --fields hour,device.", metavar="A,B,…"
    ),
    out: Path = typer.Option(..., "--out", "-o", help="The folder to make."),
    min_count: int = typer.Option(10, min=1, help="Training rows that a combination needs for an id."),
    buckets: int = typer.Option(100, min=2, help="Equal-count buckets of a number that is crossed."),
    overwrite: bool = typer.Option(False, "--overwrite", help="Replace the folder if it is there."),
    as_json: bool = JSON,
) -> None:
    """Add crosses to encoded rows: each combination of values that training rows hold often enough has an id."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.core.crossing import with_crosses
    from clicklens.data.extend import extend

    dataset = _open(data)
    sets = [tuple(name.strip() for name in one.split(",")) for one in fields]
    crossed = with_crosses(dataset.schema, sets, min_count=min_count, buckets=buckets)
    with encoding_progress("Crossing", quiet=as_json) as progress:
        made = extend(dataset, crossed, out, overwrite=overwrite, progress=progress)
    _tell(made, as_json)


@app.command("describe")
def describe(
    data: str = typer.Argument(..., help="A folder of encoded rows, or the name of a ready-made set.", metavar="DATA"),
    as_json: bool = JSON,
) -> None:
    """Cardinalities, missing shares, click rate by day and split, and what looks wrong."""
    from clicklens.data.describe import describe as describe_data

    description = describe_data(_open(data))
    if as_json:
        print_json(description)
        return
    frames = description.tables()
    for title, rows in frames.items():
        print_table(title, rows)
    told = {"info": "note"}  # what may be meant
    lines = [f"{told.get(finding.severity, finding.severity)}: {finding.text}" for finding in description.findings]
    print_lines(lines or ["Nothing looks wrong."])


@app.command("simulate")
def simulate(
    out: Path = typer.Option(..., "--out", "-o", help="The folder to make."),
    changes: list[str] | None = typer.Option(
        None, "--set", help="A setting of the world: --set rows=2000000.", metavar="KEY=VALUE"
    ),
    as_json: bool = JSON,
) -> None:
    """Make a simulated ad world whose truth is known: which fields act, which act together, every row's true pctr."""
    from clicklens.cli.progress import encoding_progress
    from clicklens.data.simulate import WorldSpec, simulated_dataset
    from clicklens.training.config import parse_settings

    spec = WorldSpec.parse(parse_settings(changes or []), source="--set")
    with encoding_progress("Simulating", quiet=as_json) as progress:
        dataset = simulated_dataset(spec, out, progress=progress)
    _tell(dataset, as_json)


def _open(data: str) -> EncodedDataset:
    from clicklens.data.catalog import load
    from clicklens.data.dataset import EncodedDataset

    is_folder = data.startswith((".", "/")) or Path(data).is_dir()
    return EncodedDataset.open(data) if is_folder else load(data)


def _sources(rows: str | None, given: list[str], split: list[str]) -> tuple[Any, Any]:
    """The rows and the split rule: a glob with a rule, or files for each split and none."""
    from clicklens.data.split import parse_split_rule
    from clicklens.training.config import parse_settings

    if given:
        pairs = [entry.partition("=") for entry in given]
        wrong = [entry for entry, (_, mark, _) in zip(given, pairs, strict=True) if not mark]
        if wrong or rows is not None:
            raise ConfigError(f"--given {(wrong or given)[0]}: write SPLIT=ROWS, and no ROWS beside it")
        return {name: source for name, _, source in pairs}, None
    if rows is None:
        raise ConfigError("give ROWS, or each split's files with --given train=… --given test=…")
    words = [word for entry in split for word in entry.split()]
    return rows, parse_split_rule(parse_settings(words), source="--split")


def _tell(dataset: EncodedDataset, as_json: bool) -> None:
    if as_json:
        print_json({"path": str(dataset.path), "manifest": dataset.manifest.model_dump(mode="json")})
        return
    rows = [
        {"split": name, "rows": summary.rows, **{f"rate of {task}": rate for task, rate in summary.label_rate.items()}}
        for name, summary in dataset.manifest.splits.items()
    ]
    print_table(f"{dataset.manifest.name} in {dataset.path}", rows)
