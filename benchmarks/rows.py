"""A brush over a million rows: how long each chart takes to answer. ``python benchmarks/rows.py [ROWS | --quick]``"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from clicklens.analysis.rows import ChartRequest, RowTable, explore, read_page
from clicklens.analysis.rows.cells import CategoryCells, Cells, NumberCells
from clicklens.core.row_filter import AmongClause, LassoClause, RangeClause, RowFilter

CHARTS = ("pctr", "day", "label", "field:city", "field:genre", "neuron:layer_3:5")
MOVES = 25


class MadeUpColumns:
    """Twelve columns: scores, two categories of 50 and 20,000 values, one of many values a row, two neurons."""

    def __init__(self, rows: int, *, seed: int = 0, weighted: bool = False) -> None:
        random = np.random.default_rng(seed)
        self.logits: NDArray[np.float64] = random.normal(-2.0, 1.2, rows)
        self.labels: NDArray[np.float64] = (random.random(rows) < expit(self.logits)).astype(np.float64)
        self.weights = random.choice([1.0, 5.0], rows) if weighted else np.ones(rows)
        self.example_ids: NDArray[np.int64] = np.arange(rows)
        self.groups: NDArray[np.int64] | None = random.integers(0, rows // 20 + 1, rows)
        self._neurons = np.maximum(random.normal(size=(rows, 2)), 0.0)
        names = np.array([f"value {number}" for number in range(20_000)])
        genres = pa.array(names[random.integers(0, 20, 2 * rows)])
        self._categories = {
            "field:city": pa.array(names[(random.pareto(1.5, rows) * 10).astype(int) % 50]),
            "field:item": pa.array(names[random.integers(0, 20_000, rows)]),
            "field:genre": pa.ListArray.from_arrays(np.arange(0, 2 * rows + 1, 2, dtype=np.int32), genres),
        }
        pctr = expit(self.logits)
        self._numbers = {
            "label": self.labels,
            "pctr": pctr,
            "error": np.abs(self.labels - pctr),
            "loss": np.logaddexp(0.0, np.where(self.labels == 1, -self.logits, self.logits)),
            "day": random.integers(0, 14, rows).astype(np.float64),
            "neuron:layer_3:5": self._neurons[:, 0],
            "neuron:layer_3:6": self._neurons[:, 1],
            "field:price": np.round(random.gamma(2.0, 10.0, rows), 2),
        }

    @property
    def names(self) -> tuple[str, ...]:
        return (*self._numbers, *self._categories)

    def cells(self, name: str) -> Cells:
        if name in self._categories:
            return CategoryCells(name=name, source=self._categories[name], rows=len(self.labels))
        kind = "flag" if name == "label" else "number"
        return NumberCells(name=name, kind=kind, unit="", numbers=self._numbers[name])

    def has(self, name: str) -> bool:
        return name in self.names

    def inside(self, lasso: LassoClause) -> NDArray[np.bool_]:
        raise NotImplementedError(lasso.tap)


def measure_brush(rows: int = 1_000_000, *, weighted: bool = False) -> dict[str, float]:
    """Milliseconds, medians over the moves of a brush on pctr while a city and two genres are chosen."""
    table = RowTable(MadeUpColumns(rows, weighted=weighted))
    charts = [ChartRequest(column=name, bins=30) for name in CHARTS]
    first = _milliseconds(lambda: explore(table, _brush(0), charts, figures=False))
    answers = [
        _milliseconds(lambda move=move: explore(table, _brush(move), charts, figures=False)) for move in range(1, MOVES)
    ]
    return {
        "rows": rows,
        "charts": len(charts),
        "first_ms": first,
        "answer_ms": statistics.median(answers),
        "answer_slowest_ms": max(answers),
        "chart_ms": statistics.median(answers) / len(charts),
        "figures_ms": _median(lambda move: table.judge.parts(table.passing(_brush(move)))),
        "page_ms": _median(lambda move: read_page(table, _brush(move), columns=["pctr", "field:item"], sort="pctr")),
    }


def _brush(move: int) -> RowFilter:
    low = 0.01 + 0.002 * move
    return RowFilter(
        clauses=(
            RangeClause(column="pctr", low=low, high=low + 0.2),
            AmongClause(column="field:city", values=("value 1", "value 2", "value 3")),
            AmongClause(column="field:genre", values=("value 1", "value 7")),
        )
    )


def _median(act: Callable[[int], object]) -> float:
    return statistics.median(_milliseconds(lambda move=move: act(move)) for move in range(1, 8))


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def main(arguments: list[str]) -> None:
    """Prints the figures as JSON, rows of equal and of unequal weight."""
    quick, *_ = [*arguments, ""]
    rows = 100_000 if quick == "--quick" else int(quick or 1_000_000)
    for weighted in (False, True):
        print(
            json.dumps(
                {"weighted": weighted, **{k: round(v, 1) for k, v in measure_brush(rows, weighted=weighted).items()}}
            )
        )


if __name__ == "__main__":
    main(sys.argv[1:])
