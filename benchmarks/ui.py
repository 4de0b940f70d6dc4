"""What a person waits for in the page: its first paint, large runs, maps and filters, and how many may watch.

A service is started over a store as ``clicklens ui`` starts it, and a Chromium without a window opens its page; nothing
is kept from one opening to the next. WebGL is done by the processor, so maps are slower here than on a desk.

    python benchmarks/ui.py            some minutes: with a map and filters of a million rows
    python benchmarks/ui.py --quick    under a minute: a hundred thousand rows
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the browser and the made-up runs of the tests

import httpx
from evidence import Evidence, parse_arguments
from playwright.sync_api import Browser
from rows import measure_brush
from ui_listeners import hear
from ui_store import DAYS, METRICS, WIDE, many_rows, many_runs

from tests.browser import SIZE, lack, started_chromium
from tests.served import Served

PAINT = 1.0  # seconds, all budgets
WIDE_RUN = 2.0
LIST = 1.0
START = 3.0
BRUSH = 0.1  # a chart
MAPS = {100_000: 2.0, 1_000_000: 6.0}  # rows -> seconds: Arrow, layout and first draw, on a processor alone
LISTENERS = 200
RUNS = 1_000
OPENINGS = 5
MOVES = 12
SERIES = 2 * len(METRICS) * DAYS
BRUSHED = ("pctr", "day", "label", "field:city", "field:hour")

FIRST_ROW = "() => document.querySelector('main [role=row][data-row]') && performance.now()"
INKED = """() => {
  for (const canvas of document.querySelectorAll('main canvas')) {
    const ink = canvas.width && canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (ink && ink.some((value, at) => at % 4 === 3 && value > 0)) return performance.now();
  }
  return null;
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Measures and prints."""
    arguments = parse_arguments(__doc__)
    evidence = Evidence("What a person waits for in the page", arguments)
    missing = lack()
    if missing is not None:
        sys.exit(f"benchmarks/ui.py: {missing}")
    evidence.details["load"] = os.getloadavg()
    with tempfile.TemporaryDirectory() as folder, started_chromium() as browser:
        _lists(evidence, browser, Path(folder) / "runs")
        for rows in [100_000] if arguments.quick else list(MAPS):
            _rows(evidence, browser, Path(folder) / str(rows), rows)
    brushed = measure_brush(100_000 if arguments.quick else 1_000_000)
    what = f"one chart while a brush moves, {brushed['rows']:,} rows, in Python"
    _add(evidence, what, BRUSH, brushed["chart_ms"] / 1e3)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.exit(evidence.finish(f"load of the machine {load}, {os.cpu_count()} cores"))


def _lists(evidence: Evidence, browser: Browser, folder: Path) -> None:
    """A store of a thousand runs, one of which has ten thousand series."""
    many_runs(folder, RUNS)
    with httpx.Client() as client:  # its certificates take a while to read
        began = time.perf_counter()
        served = Served(folder)
        client.get(f"{served.address}/healthz").raise_for_status()
        answered = time.perf_counter() - began
    with served:
        _add(evidence, f"clicklens ui answers, {RUNS:,} runs", START, answered)

        def opened(place: str, seen: str) -> float:
            return statistics.median(_opening(browser, served, place, seen) for _ in range(OPENINGS))

        cold = _opening(browser, served, "/runs", FIRST_ROW)
        _add(evidence, f"table of {RUNS:,} runs, first row, service just started", LIST, cold)
        _add(evidence, f"table of {RUNS:,} runs, first row", LIST, opened("/runs", FIRST_ROW))
        _add(evidence, "first paint, list of runs", PAINT, opened("/runs", PAINTED))
        overview = f"/runs/{WIDE}/overview"
        _add(evidence, "first paint, overview of a run", PAINT, opened(overview, PAINTED))
        _add(evidence, f"a run of {SERIES:,} series, first curve", WIDE_RUN, opened(overview, INKED))
        _add(evidence, f"the same, a curve for each of {DAYS} days", WIDE_RUN, opened(f"{overview}?lines=day", INKED))
        heard = hear(served.address, folder, listeners=LISTENERS)
    said = f"{heard.lost} lost, all within {heard.slowest:.2f} s"
    what = f"{heard.listeners} listeners, {heard.told} changes each"
    evidence.add(what, "none lost", said, "holds" if not heard.lost else "lost", is_as_recorded=not heard.lost)


def _rows(evidence: Evidence, browser: Browser, folder: Path, rows: int) -> None:
    """A run of that many rows: its map, and a filter that moves over its charts."""
    run = many_rows(folder, rows)
    with Served(folder / "store") as served:
        cold = _opening(browser, served, f"/runs/{run}/map", _mapped(rows), snapped=True)
        _add(evidence, f"map of {rows:,} rows, first time", MAPS[rows], cold)
        again = _opening(browser, served, f"/runs/{run}/map", _mapped(rows), snapped=True)
        _add(evidence, f"map of {rows:,} rows, again", MAPS[rows], again)
        with httpx.Client(base_url=served.address, timeout=60) as client:
            brushed = statistics.median([_brush(client, run, move) for move in range(MOVES)][1:]) / len(BRUSHED)
    _add(evidence, f"one chart while a brush moves, {rows:,} rows, HTTP", BRUSH, brushed)


def _opening(browser: Browser, served: Served, place: str, seen: str, *, snapped: bool = False) -> float:
    """Seconds from going to a place until ``seen`` gives a time in milliseconds, in a browser that knows nothing yet.

    ``snapped`` waits besides until the browser hands out a picture of it, which WebGL must have drawn by then.
    """
    context = browser.new_context(viewport=SIZE)
    try:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(f"{served.address}{place}", wait_until="commit")
        at = page.wait_for_function(seen, polling="raf", timeout=120_000).json_value()
        if not snapped:
            return float(at) / 1e3
        page.screenshot(clip={"x": 0, "y": 0, **SIZE})
        return time.perf_counter() - began
    finally:
        context.close()


def _mapped(rows: int) -> str:
    named = f'[aria-roledescription=map][aria-label*="{rows:,} points"]'
    return f"() => document.querySelector('{named}') && performance.now()"


def _brush(client: httpx.Client, run: str, move: int) -> float:
    low = 0.05 + 0.01 * move
    clauses = [
        {"kind": "range", "column": "pctr", "low": low, "high": low + 0.3},
        {"kind": "among", "column": "field:city", "values": ["city 1", "city 3"]},
    ]
    charts = [{"column": column, "bins": 30} for column in BRUSHED]
    question = {"filter": {"clauses": clauses}, "charts": charts, "figures": False}
    began = time.perf_counter()
    client.post(f"/api/v1/runs/{run}/explore", json=question).raise_for_status()
    return time.perf_counter() - began


def _add(evidence: Evidence, what: str, budget: float, seconds: float) -> None:
    within = seconds <= budget
    evidence.add(what, f"{budget:g} s", f"{seconds:.3g} s", "holds" if within else "missed", is_as_recorded=within)


if __name__ == "__main__":
    main()
