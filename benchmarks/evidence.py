"""What every benchmark and reproduction prints: a table of claims, a line that sums it up, and an exit code.

A script makes an ``Evidence``, adds a row for each figure or claim, and ends with ``sys.exit(evidence.finish())``.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure or claim: what, the paper's or peer's figure, ours, and the ratio or whether it holds."""

    what: str
    reference: str
    here: str
    outcome: str
    is_as_recorded: bool  # False: a budget is missed, or a claim comes out otherwise than the docs record


@dataclass
class Evidence:
    """Rows as they are measured, printed at once so that a long run can be watched."""

    title: str
    arguments: argparse.Namespace
    rows: list[Row] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)
    details: dict[str, Any] = field(default_factory=dict)

    def add(self, what: str, reference: str, here: str, outcome: str, *, is_as_recorded: bool = True) -> None:
        """Adds a row and prints it."""
        if not self.rows:
            print(f"\n{self.title}\n{'what':<58} | {'paper or peer':<24} | {'here':<34} | ratio or holds")
            print("-" * 140)
        row = Row(what, reference, here, outcome, is_as_recorded)
        self.rows.append(row)
        mark = "" if is_as_recorded else "  ✗"
        print(f"{what:<58} | {reference:<24} | {here:<34} | {outcome}{mark}", flush=True)

    def finish(self, summary: str) -> int:
        """Prints the line that sums it up, writes ``--json``, and gives the exit code."""
        missed = [row.what for row in self.rows if not row.is_as_recorded]
        seconds = time.perf_counter() - self.started
        verdict = "all as recorded" if not missed else f"not as recorded: {'; '.join(missed)}"
        print(f"\n{summary} [{verdict}; {len(self.rows)} rows, {seconds:.0f} s]")
        if self.arguments.json is not None:
            rows = [asdict(row) for row in self.rows]
            content = {"title": self.title, "summary": summary, "seconds": seconds, "rows": rows, **self.details}
            self.arguments.json.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        return 1 if missed else 0


def parse_arguments(description: str | None, **options: dict[str, Any]) -> argparse.Namespace:
    """``--quick`` and ``--json FILE``, and what the script adds: name -> arguments of ``add_argument``."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a smaller run, under a minute")
    parser.add_argument("--json", type=Path, default=None, metavar="FILE", help="write the rows as JSON besides")
    for name, settings in options.items():
        parser.add_argument(f"--{name.replace('_', '-')}", **settings)
    return parser.parse_args()
