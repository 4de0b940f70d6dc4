"""Encoding: does memory stay the same when there are ten times the rows, and how fast do rows go in and come out?

A made-up log (5 whole-number ids, 5 text ids, a multi-valued field, a sequence, 3 numbers) is written as a folder of
Parquet, and encoded by a process of its own at two sizes. Peers, in the same run: pandas reading one file whole and
numbering its values in memory; and a tensor that lies in memory, indexed by the same shuffled rows.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas
import psutil
import pyarrow as pa
import pyarrow.parquet
import torch
from evidence import Evidence, parse_arguments

from clicklens.core.schema import FeatureSchema
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.data.split import TimeSplit

MOST_GROWTH = 1.3  # of the memory that encoding takes, at ten times the rows
ENOUGH = 300_000  # rows a second that encoding should reach on two cores
PART = 500_000  # rows a file
CARDINALITIES = (10, 100, 1_000, 10_000, 30_000)
BATCH = 4_096
SECONDS_READ = 5.0

SCHEMA = FeatureSchema.model_validate(
    {
        "name": "encoding benchmark",
        "fields": [
            *({"name": f"number_{count}"} for count in CARDINALITIES),
            *({"name": f"word_{count}"} for count in CARDINALITIES),
            {"name": "tags", "multi": True},
            {"name": "history", "kind": "sequence", "table": "number_10000"},
            {"name": "price", "kind": "numeric"},
            {"name": "count", "kind": "numeric", "transform": {"kind": "log_square"}},
            {"name": "age", "kind": "numeric", "transform": {"kind": "quantile"}},
        ],
        "day": "day",
        "group": "number_30000",
    }
)


def make_part(part: int, rows: int) -> pa.Table:
    """One file of the log; ids are skewed as they are in practice."""
    rng = np.random.default_rng([7, part])

    def ids(count: int, size: int = rows) -> np.ndarray:
        return (count * rng.random(size) ** 2).astype(np.int64)

    def lists(count: int, longest: int, dtype: Any) -> pa.Array:
        offsets = np.concatenate(([0], np.cumsum(rng.integers(0, longest + 1, rows)))).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), pa.array(ids(count, offsets[-1])).cast(dtype))

    columns: dict[str, Any] = {f"number_{count}": ids(count) for count in CARDINALITIES}
    for count in CARDINALITIES:
        names = pa.array([f"value-{i:08d}" for i in range(count)])
        columns[f"word_{count}"] = names.take(pa.array(ids(count)))
    columns["tags"] = lists(200, 4, pa.string())
    columns["history"] = lists(10_000, 10, pa.int64())
    columns["price"] = rng.gamma(2.0, 10.0, rows)
    columns["count"] = rng.poisson(20, rows)
    columns["age"] = rng.normal(40, 12, rows)
    columns["day"] = np.sort(rng.integers(0, 2, rows)) + 2 * part
    columns["click"] = (rng.random(rows) < 0.1).astype(np.int8)
    return pa.table(columns)


def make_log(folder: Path, rows: int) -> Path:
    """The log as a folder of files."""
    folder.mkdir()
    for part, first in enumerate(range(0, rows, PART)):
        pyarrow.parquet.write_table(make_part(part, min(PART, rows - first)), folder / f"part-{part:04d}.parquet")
    return folder


def encode_here(log: Path, out: Path) -> dict[str, float]:
    """Encodes in this process; seconds, and the memory (bytes) before and at the peak."""
    before = psutil.Process().memory_info().rss
    started = time.perf_counter()
    encode(log, SCHEMA, out, split=TimeSplit(test_share=0.2))
    seconds = time.perf_counter() - started
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "before": before, "peak": kilobytes * (1 if sys.platform == "darwin" else 1024)}


def encode_apart(log: Path, out: Path) -> dict[str, float]:
    """The same in a process of its own, so that its peak is its own."""
    command = [sys.executable, __file__, "--log", str(log), "--out", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def pandas_rate(path: Path) -> float:
    """Rows a second at which pandas reads one file whole and numbers its values, once."""
    started = time.perf_counter()
    frame = pandas.read_parquet(path)
    for name in frame.columns:
        values = frame[name].explode() if name in ("tags", "history") else frame[name]
        if values.dtype != np.float64:
            pandas.factorize(values)
    return len(frame) / (time.perf_counter() - started)


def read_rate(dataset: EncodedDataset) -> float:
    """Shuffled rows a second as batches."""
    split = dataset.split("train")
    started, rows = time.perf_counter(), 0
    for batch in split.batches(BATCH, order=split.shuffled(0, 0)):
        rows += len(batch)
        if time.perf_counter() - started > SECONDS_READ:
            break
    return rows / (time.perf_counter() - started)


def tensor_rate(dataset: EncodedDataset) -> float:
    """Shuffled rows a second of the single-valued ids alone, as an int64 tensor in memory."""
    split = dataset.split("train")
    names = [field.name for field in SCHEMA.fields if field.name.startswith(("number", "word"))]
    whole = torch.from_numpy(np.stack([np.asarray(split.field_ids(name)) for name in names], axis=1).astype(np.int64))
    order = torch.from_numpy(split.shuffled(0, 0))
    started, rows = time.perf_counter(), 0
    for part in order.split(BATCH):
        rows += len(whole[part].T.contiguous()[0])
        if time.perf_counter() - started > SECONDS_READ:
            break
    return rows / (time.perf_counter() - started)


def main() -> int:
    """Both sizes, both peers."""
    arguments = parse_arguments(__doc__, log={"type": Path}, out={"type": Path})
    if arguments.log is not None:
        sys.stdout.write(json.dumps(encode_here(arguments.log, arguments.out)))
        return 0
    few = 500_000 if arguments.quick else 2_000_000
    many = 10 * few
    evidence = Evidence("Encoding rows into memory-mapped splits", arguments)
    with TemporaryDirectory(prefix="clicklens-encoding-") as name:
        folder = Path(name)
        small = encode_apart(make_log(folder / "few", few), folder / "small")
        large = encode_apart(make_log(folder / "many", many), folder / "large")
        taken = [run["peak"] - run["before"] for run in (small, large)]
        growth = taken[1] / taken[0]
        told = [f"{rows:,} rows: {run['peak'] / 2**20:.0f} MiB" for rows, run in ((few, small), (many, large))]
        evidence.add("peak memory of the process", told[0], told[1], f"{large['peak'] / small['peak']:.2f}")
        evidence.add(
            "memory that encoding adds",
            f"{taken[0] / 2**20:.0f} MiB",
            f"{taken[1] / 2**20:.0f} MiB at 10 times the rows",
            f"{growth:.2f} (at most {MOST_GROWTH})",
            is_as_recorded=growth <= MOST_GROWTH,
        )
        rate, peer = many / large["seconds"], pandas_rate(folder / "few" / "part-0000.parquet")
        evidence.add(
            "rows encoded a second, both passes",
            f"pandas, in memory: {peer:,.0f}",
            f"{rate:,.0f}",
            f"{rate / peer:.2f}",
        )
        evidence.add("rows encoded a second, against the budget", f"{ENOUGH:,}", f"{rate:,.0f}", f"{rate / ENOUGH:.2f}")
        dataset = EncodedDataset.open(folder / "large")
        rate, peer = read_rate(dataset), tensor_rate(dataset)
        evidence.add(
            "shuffled rows read a second, all 15 fields",
            f"10 ids in memory: {peer:,.0f}",
            f"{rate:,.0f}",
            f"{rate / peer:.2f}",
        )
    return evidence.finish(f"Ten times the rows take {growth:.2f} times the memory.")


if __name__ == "__main__":
    sys.exit(main())
