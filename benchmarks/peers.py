"""How fast ClickLens trains beside FuxiCTR 2.3.10 and DeepCTR-Torch 0.3.0: same rows, same model, same batches.

    python benchmarks/peers.py [--quick] [--models dnn …] [--ids 100000 …] [--threads N] [--json FILE]

All sides start from one made-up Parquet file of 26 categorical fields and encode it once, each in its own way; that is
told and not counted. Then each trains in a process of its own, one after another and in turn: embeddings of 16, hidden
layers of 512, 256, 128 and 64, shuffled batches of 4,096, no regularisation of embeddings on any side. The peers run in
environments of their own with their own loops and defaults, dense Adam at 0.001 (see ``sides/``); we run the trainer
with the two optimisers that touch only the rows of a batch. A figure is the mean of the steps of a round behind the
first five, in the round that other work on the machine disturbed least; memory is the highest peak of the process that
trains. Ratios go by the clock; with ``--threads 1`` they go by processor time, which other work lengthens less.

What is judged: a peer must be left behind 2.5 times at 10^6 ids and 20 times at 10^7, with at most half of the memory
there; a step may cost 15% more than the dense part alone; and it must cost the same from 10^5 ids to 10^7. The first
is judged twice, with our dense part in float32 as the peers' is, and in bfloat16 (``training.precision``). On Frappe
(``$CLICKLENS_DATA/frappe-x1``) our optimisers must reach the test AUC of each peer in no more epochs. ``--quick`` only
shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from evidence import Evidence, parse_arguments
from sides import plans, quality
from sides.bench import BATCH, FIELDS, Bench, Figures

SIZES = (10**5, 10**6, 10**7)
FASTER = {10**6: 2.5, 10**7: 20.0}  # times the faster peer
MOST_MEMORY = 0.5  # of the peer that takes less, at 10^7 ids
MOST_TIME = 1.15  # of the dense part alone, and of the fewest ids at the most


class Judge:
    """Turns figures into rows of evidence."""

    def __init__(self, evidence: Evidence, *, by_processor: bool, is_strict: bool) -> None:
        """``is_strict``: a budget that is missed counts."""
        self.evidence, self.by_processor, self.is_strict = evidence, by_processor, is_strict
        self.steps: dict[str, dict[int, float]] = {}  # model -> ids -> seconds of our step

    def step(self, figures: Figures) -> float:
        """Seconds, by the clock that ratios go by."""
        return figures.step(by_processor=self.by_processor)

    def add(self, what: str, reference: str, here: str, ratio: float, unit: str, *, is_held: bool) -> None:
        """A row with a budget."""
        shown = f"{ratio:.2f} {unit}, {'holds' if is_held else 'missed'}"
        self.evidence.add(what, reference, here, shown, is_as_recorded=is_held or not self.is_strict)

    def take(self, kind: str, ids: int, found: dict[str, Figures]) -> None:
        """The rows of one model and size."""
        title, main = f"{kind}, {power(ids)} ids", found[plans.MAIN]
        self.steps.setdefault(kind, {})[ids] = self.step(main)
        for name in plans.OURS:
            floor = found[plans.floor_of(name)]
            ratio, what = self.step(found[name]) / self.step(floor), f"{title}: {name}"
            if name == plans.MAIN:
                self.add(what, str(floor), str(found[name]), ratio, "of the dense part", is_held=ratio <= MOST_TIME)
            else:
                self.evidence.add(what, str(floor), str(found[name]), f"{ratio:.2f} of the dense part")
        peers = {name: found[name] for name in plans.PEERS if name in found}
        for name, figures in peers.items():
            rates = f"{BATCH / self.step(figures):,.0f} and {BATCH / self.step(main):,.0f} rows/s"
            times = " and ".join(f"{self.step(figures) / self.step(found[ours]):.1f}" for ours in plans.OURS)
            self.evidence.add(f"{title}: {name}", str(figures), rates, f"{times} times as fast")
        if peers and ids in FASTER:
            for ours in (plans.MAIN, plans.BF16):
                self._beside_peers(f"{title}, {ours}", ids, found[ours], list(peers.values()))

    def passes(self, title: str, ids: int, found: dict[str, Figures], rates: dict[str, float], *, rows: int) -> None:
        """A single pass from Parquet on: rows encoded, then trained on."""
        seconds = {
            name: rows / rates[side] + self.step(figures) * rows / BATCH
            for name, figures in found.items()
            for side in [plans.PEERS.get(name, "clicklens")]
            if name not in plans.FLOORS
        }
        for name in filter(seconds.__contains__, plans.PEERS):
            here = " and ".join(f"{seconds[ours]:,.0f}" for ours in plans.OURS) + " s"
            times = " and ".join(f"{seconds[name] / seconds[ours]:.1f}" for ours in plans.OURS)
            what = f"{title}, {power(ids)} ids, encoding and one pass: {name}"
            self.evidence.add(what, f"{seconds[name]:,.0f} s", here, f"{times} times as fast")

    def _beside_peers(self, title: str, ids: int, main: Figures, peers: list[Figures]) -> None:
        best = min(self.step(figures) for figures in peers)
        times, least = best / self.step(main), FASTER[ids]
        here = f"{1e3 * best:,.0f} / {1e3 * self.step(main):,.0f} ms"
        self.add(f"{title}: the faster peer", f"at least {least:g} times", here, times, "times", is_held=times >= least)
        if ids == max(FASTER):
            lean = min(figures.peak for figures in peers)
            share, here = main.peak / lean, f"{main.peak / 2**20:,.0f} of {lean / 2**20:,.0f} MiB"
            held = share <= MOST_MEMORY
            self.add(f"{title}: memory of the leaner peer", f"at most {MOST_MEMORY:g}", here, share, "", is_held=held)

    def flatness(self, kind: str) -> None:
        """Most ids against fewest."""
        steps = self.steps[kind]
        few, many = min(steps), max(steps)
        if few != many:
            ratio, here = steps[many] / steps[few], f"{1e3 * steps[many]:,.0f} / {1e3 * steps[few]:,.0f} ms"
            what = f"{kind}: a step, {power(many)} beside {power(few)} ids"
            self.add(what, f"at most {MOST_TIME}", here, ratio, "times", is_held=ratio <= MOST_TIME)

    def curves(self, bench: Bench, rows: Path) -> None:
        """Frappe: our epochs to each peer's AUC, in a run of as many epochs as the peer needed."""
        for name, peer in plans.PEERS.items():
            needed, auc = quality.best(quality.peer_curve(bench, peer, rows))
            for ours in quality.TUNED:
                curve = quality.our_curve(bench, ours, epochs=needed)
                first = quality.epochs_to(curve, auc)
                reached = f"{max(test for _, test in curve):.4f}"
                here = f"{reached} after {needed}" if first is None else f"reached after {first}, {reached} at best"
                self.evidence.add(
                    f"Frappe_x1, test AUC, {ours} beside {name}",
                    f"{auc:.4f} after {needed} epochs",
                    here,
                    "missed" if first is None else "holds",
                    is_as_recorded=first is not None or ours == quality.DENSE or not self.is_strict,
                )


def power(ids: int) -> str:
    """10^6 for a million."""
    return f"10^{len(str(ids)) - 1}" if str(ids).strip("0") == "1" else f"{ids:,}"


def main() -> int:
    """All models and sizes that are asked for, then quality."""
    arguments = parse_arguments(
        __doc__,
        models={"nargs": "+", "choices": list(plans.MODELS), "default": None, "help": "which models (all)"},
        ids={"nargs": "+", "type": int, "default": None, "help": "ids in all tables (100000 1000000 10000000)"},
        rows={"type": int, "default": 1_000_000, "help": "rows of the made-up file (1000000)"},
        rounds={"type": int, "default": 3, "help": "processes of each side and size (3)"},
        threads={"type": int, "default": 2, "help": "threads that torch computes with (2)"},
        only_quality={"action": "store_true", "help": "Frappe alone"},
    )
    quick, threads = arguments.quick, arguments.threads
    models = arguments.models or (["dnn"] if quick else list(plans.MODELS))
    sizes = [] if arguments.only_quality else arguments.ids or ([10**5] if quick else list(SIZES))
    rows, rounds = (60_000, 1) if quick else (arguments.rows, arguments.rounds)
    least = max(sizes, default=0) // FIELDS
    if rows < least:
        sys.exit(f"benchmarks/peers.py: {rows:,} rows cannot hold every id of a field; --rows {least:,} is the least")
    evidence = Evidence(f"Training beside FuxiCTR and DeepCTR-Torch, {threads} threads", arguments)
    judge = Judge(evidence, by_processor=threads == 1, is_strict=not quick)
    with tempfile.TemporaryDirectory(prefix="clicklens-peers-") as name:
        bench = Bench(Path(name), threads=threads, quick=quick)
        encoded: dict[tuple[int, bool], tuple[Path, dict[str, float]]] = {}
        for kind in models:
            for ids in sizes:
                place = (ids, plans.has_history(kind))
                if place not in encoded:
                    folder, tail, rates = bench.write(ids, count=rows, history=place[1])
                    encoded[place] = folder, rates
                    peers = ", ".join(f"{rate:,.0f}" for side, rate in rates.items() if side != "clicklens")
                    what = f"{power(ids)} ids ({tail:.0%} tail): rows encoded a second"
                    evidence.add(what, peers or "no peer", f"{rates['clicklens']:,.0f}", "-")
                folder, rates = encoded[place]
                figures = bench.measure(kind, ids, folder, rounds=rounds)
                judge.take(kind, ids, figures)
                judge.passes(kind, ids, figures, rates, rows=rows)
            if sizes:
                judge.flatness(kind)
        found = None if quick else quality.folder()
        if found is not None:
            judge.curves(bench, found)
        evidence.details["processes"] = bench.told
        return evidence.finish(f"One machine, one run, {bench.load}")


if __name__ == "__main__":
    sys.exit(main())
