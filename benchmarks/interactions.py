"""Interactions of many instances: NID on batched surrogates, and ArchDetect, beside a plain loop over the instances.

1,000 instances of 39 fields, each with planted sets of its own; 6,000 rows of each are asked, and a network of 256, 128
and 64 learns them. The peer (``plain_surrogates.py``) does the first 40 of them, in as many processes as there are
cores; ours is one process with as many threads. Both are timed from the drawing of the rows to the sets found, and
judged by what they find again of the planted sets in the instances that both have done. Beside the clock stands the
time of the processor, which says more where others use the machine too.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from evidence import Evidence, parse_arguments
from plain_surrogates import Told, explain_all
from planted_sets import PlantedBox, Recovery, recovery

from clicklens.interactions import ArchDetect, Detection, Nid, SurrogateSettings

SETTINGS = SurrogateSettings()
FASTER, ARCH_FASTER, MEMORY = 5, 50, 2 << 30  # times as fast, times as fast, bytes
MEASURES = {
    "auc": "pairwise AUC",
    "pairs": "precision of the first pairs",
    "sets": "precision of the first sets",
    "fidelity": "fidelity, R²",
}


def main() -> int:
    arguments = parse_arguments(
        __doc__,
        instances={"type": int, "default": None, "help": "of ours; 1,000, quick 16"},
        peers={"type": int, "default": None, "help": "instances that the peer does too; 40, quick 6"},
        threads={"type": int, "default": os.cpu_count(), "help": "of ours, and processes of the peer"},
    )
    instances = arguments.instances or (16 if arguments.quick else 1_000)
    both = min(arguments.peers or (6 if arguments.quick else 40), instances)
    torch.set_num_threads(arguments.threads)
    evidence = Evidence(f"Interactions of {instances:,} instances, {arguments.threads} threads, {_load()}", arguments)
    box = PlantedBox(instances)
    rounded = {"bf16": SETTINGS.model_copy(update={"precision": "bf16"})} if _multiplies_bfloat16() else {}
    found = {name: _timed(Nid(surrogate=own).detect, box) for name, own in {"full": SETTINGS, **rounded}.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    arch, arch_seconds = _timed(ArchDetect().detect, box)
    plain, plain_seconds = explain_all(box, both, SETTINGS.hidden, processes=arguments.threads)
    peer = _recovery_of_plain(box, plain)
    each = Seconds(plain_seconds / both, float(np.mean([one.processor for one in plain])))
    for name, (detection, seconds) in found.items():
        _tell_time(evidence, f"NID, {name} precision", each, seconds, FASTER if name == "full" else None)
        _tell_recovery(evidence, f"NID, {name} precision", peer, _recovery_of(box, detection, both))
    _tell_time(evidence, "ArchDetect", each, arch_seconds, ARCH_FASTER)
    strengths = recovery(box, arch.pairs[:both], list(arch.sets[:both]), peer.fidelity)
    evidence.add("ArchDetect: pairwise AUC", f"{peer.auc.mean():.4f}", f"{strengths.auc.mean():.4f}", "told")
    evidence.add(
        "most memory that the process held by then", "-", f"{peak / 2**20:,.0f} MiB",
        f"budget {MEMORY / 2**20:,.0f} MiB", is_as_recorded=peak < MEMORY,
    )  # fmt: skip
    epochs = np.mean([one.epochs for one in plain])
    return evidence.finish(f"The peer's networks learnt {epochs:.0f} epochs, ours at most {SETTINGS.epochs}; {_load()}")


class Seconds(NamedTuple):
    """What an instance takes."""

    clock: float
    processor: float  # all threads together


def _timed(detect: Callable[[PlantedBox], Detection], box: PlantedBox) -> tuple[Detection, Seconds]:
    clock, processor, instances = time.perf_counter(), time.process_time(), len(box.example_ids)
    detection = detect(box)
    return detection, Seconds((time.perf_counter() - clock) / instances, (time.process_time() - processor) / instances)


def _tell_time(evidence: Evidence, name: str, plain: Seconds, here: Seconds, budget: int | None) -> None:
    faster, cheaper = plain.clock / here.clock, plain.processor / here.processor
    told = "" if budget is None else f" (budget {budget})"
    evidence.add(
        f"{name}: an instance, clock and processor",
        f"{plain.clock * 1e3:,.0f} and {plain.processor * 1e3:,.0f} ms",
        f"{here.clock * 1e3:,.2f} and {here.processor * 1e3:,.2f} ms",
        f"{faster:,.1f} × as fast, {cheaper:,.1f} × by the processor{told}",
        is_as_recorded=budget is None or faster >= budget,
    )


def _tell_recovery(evidence: Evidence, name: str, peer: Recovery, here: Recovery) -> None:
    """Ours holds where it is not below the peer's by more than the standard error of their difference."""
    for measure, words in MEASURES.items():
        theirs, ours = getattr(peer, measure), getattr(here, measure)
        difference = ours - theirs
        error = difference.std(ddof=1) / len(difference) ** 0.5
        evidence.add(
            f"{name}: {words}", f"{theirs.mean():.4f}", f"{ours.mean():.4f}",
            f"{difference.mean():+.4f} ± {error:.4f}", is_as_recorded=bool(difference.mean() >= -error),
        )  # fmt: skip


def _recovery_of(box: PlantedBox, detection: Detection, both: int) -> Recovery:
    fidelity = detection.fidelity
    if fidelity is None:
        raise RuntimeError("NID tells the fidelity of its surrogates, and told none")
    return recovery(box, detection.pairs[:both], list(detection.sets[:both]), fidelity[:both])


def _recovery_of_plain(box: PlantedBox, told: list[Told]) -> Recovery:
    pairs, fidelity = np.stack([one.pairs for one in told]), np.array([one.fidelity for one in told])
    return recovery(box, pairs, [one.sets for one in told], fidelity)


def _multiplies_bfloat16() -> bool:
    return bool(torch.cpu._is_avx512_bf16_supported())


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


if __name__ == "__main__":
    sys.exit(main())
