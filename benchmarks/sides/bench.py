"""Bench: sends the sides to work, one process after another, and keeps what they told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sides import environment, plans, rows

HERE = Path(__file__).parent
FIELDS, BATCH, WARM = 26, 4096, 5


@dataclass
class Figures:
    """What the rounds of one side told."""

    seconds: list[float] = field(default_factory=list)  # of a step, by the clock
    processor: list[float] = field(default_factory=list)  # of a step, all threads of the process together
    peak: int = 0  # bytes, the highest of the rounds

    def add(self, result: dict[str, Any]) -> None:
        """One round."""
        self.seconds.append(result["seconds"])
        self.processor.append(result["processor"])
        self.peak = max(self.peak, result["peak"])

    def step(self, *, by_processor: bool) -> float:
        """Seconds of a step in the round that was disturbed least."""
        return min(self.processor if by_processor else self.seconds)

    def __str__(self) -> str:
        wall, processor = 1e3 * min(self.seconds), 1e3 * min(self.processor)
        return f"{wall:,.0f} ms, cpu {processor:,.0f} ms, {self.peak / 2**20:,.0f} MiB"


class Bench:
    """Who takes part, where the rows lie, how heavily the machine was used."""

    def __init__(self, folder: Path, *, threads: int, quick: bool) -> None:
        """``quick``: with those peers alone whose environments are there already."""
        self.folder, self.threads, self.quick = folder, threads, quick
        self.interpreters = {"clicklens": Path(sys.executable)}
        for peer in plans.PEERS.values():
            found = environment.interpreter(peer, make=not quick)
            if found is not None:
                self.interpreters[peer] = found
        self.told: list[dict[str, Any]] = []

    @property
    def load(self) -> str:
        """What the machine had to do whenever a process began."""
        loads = [entry["load"] for entry in self.told]
        return f"load {min(loads):.1f} to {max(loads):.1f} on {os.cpu_count()} cores"

    def work(self, side: str, **job: Any) -> dict[str, Any]:
        """One job of a side in a process of its own. Raises RuntimeError with what it printed when it fails."""
        asked, answer = self.folder / "job.json", self.folder / "result.json"
        shared = {"fields": FIELDS, "batch": BATCH, "warm": WARM, "threads": self.threads, "longest": rows.LONGEST}
        asked.write_text(json.dumps({**shared, **job}))
        load = os.getloadavg()[0]
        command = [str(self.interpreters[side]), str(HERE / f"{side}_side.py"), str(asked), str(answer)]
        changed = {name: str(self.threads) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
        changed["RAY_USAGE_STATS_ENABLED"] = "0"  # FuxiCTR's loader starts Ray, which would tell its makers of its use
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **changed})
        if done.returncode:
            said = f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
            raise RuntimeError(f"{side} ended with {done.returncode} at {job['task']}:\n{said}")
        result: dict[str, Any] = json.loads(answer.read_text())
        self.told.append({"side": side, "load": load, "job": job, "result": result})
        return result

    def write(self, ids: int, *, count: int, history: bool) -> tuple[Path, float, dict[str, float]]:
        """Makes ``count`` rows and has each side encode them.

        Returns their folder, the share of cells from the tail, and how many rows each side encodes in a second.
        """
        folder = self.folder / f"{ids}-history" if history else self.folder / str(ids)
        folder.mkdir()
        path = folder / "rows.parquet"
        tail = rows.write_rows(path, ids=ids, fields=FIELDS, rows=count, history=history)
        rates = {}
        for side in self.interpreters:
            job = {"task": "encode", "rows": str(path), "encoded": str(folder / side), "history": history}
            rates[side] = count / self.work(side, **job)["whole_seconds"]
        return folder, tail, rates

    def measure(self, kind: str, ids: int, encoded: Path, *, rounds: int) -> dict[str, Figures]:
        """Rounds of all sides in turn."""
        sides = plans.sides(kind, peers=self.interpreters)
        found = {name: Figures() for name in sides}
        for _ in range(rounds):
            for name, (side, job) in sides.items():
                limit = {"max_steps": plans.steps(side, ids, quick=self.quick) + WARM, "epochs": 1000}
                asked = {**job, "settings": {**job["settings"], **limit}}
                found[name].add(self.work(side, **asked, encoded=str(encoded / side)))
        return found
