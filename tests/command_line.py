"""Rows, a schema and a config, for tests that call the command line as a shell would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clicklens.data.dataset import EncodedDataset

ROOT = Path(__file__).parents[2]
SCHEMA = "name: ads\nfields: [user, {name: price, kind: numeric}]\ntasks: [click]\nday: day\n"
HEADER = "user,price,day,click\n"
LINES = [f"u{i % 7},{i * 1.5},{i // 20},{int(i % 3 == 0)}\n" for i in range(80)]
TEXT = HEADER + "".join(LINES)
Shell = Callable[..., tuple[int, str, str]]


def config(folder: Path, dataset: EncodedDataset, *, capture: str = "{every: 2, rows: 64}") -> Path:
    """A request for a training of two steps, written to ``folder``."""
    path = folder / "config.yaml"
    path.write_text(
        f"name: small\ndata: {{path: {dataset.path}}}\nmodel: {{kind: gwen, hidden: [8, 4], embedding_dim: 4}}\n"
        f"training: {{epochs: 1, batch_size: 100, max_steps: 2}}\ncapture: {capture}\n"
    )
    return path
