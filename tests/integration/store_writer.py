"""What tests of failing stores run in a process of its own: it writes until it is killed, or until the disk is full.

``python store_writer.py kill STORE TIMES SEED`` prints one line a kill: the writer's age in ms, and the drafts it left.
``python store_writer.py full STORE BYTES`` prints one JSON object: with which words each write was refused.
"""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from clicklens.core.errors import StorageError
from clicklens.core.run import MetricPoint
from clicklens.store import open_store

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.stored_values import make_sample, make_snapshot

RUN_ID = "gwen-1"


def write_for_ever(root: Path, first: int) -> None:
    """Every number of what is written at one step is that step, so that a mixture can be told from a whole."""
    store = open_store(root, create=False)
    step = first
    while True:
        number = float(step % 1000)
        store.put_snapshot(make_snapshot(RUN_ID, step, rows=400, fill=number))
        store.put_checkpoint(RUN_ID, step, {"w": np.full(20_000, number)}, {"value": number})
        store.put_checkpoint(RUN_ID, 0, {"w": np.full(20_000, number)}, {"value": number})  # replaced each time
        splits = ("train", "validation", "test")
        store.add_metrics(RUN_ID, [MetricPoint(step=step, epoch=0, split=s, values={"v": number}) for s in splits])
        step += 1


def kill_at_random(root: Path, times: int, seed: int) -> None:
    rng = random.Random(seed)
    for turn in range(times):
        child = os.fork()
        if child == 0:
            write_for_ever(root, 1 + 1000 * turn)
        age = rng.uniform(0.02, 0.25)  # seconds
        time.sleep(age)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left = len(list((root / "runs").glob("*/*/.partial-*")))
        sys.stdout.write(f"{1000 * age:.0f} {left}\n")


def write_beyond(root: Path, limit: int) -> None:
    """No file of this process may grow beyond ``limit`` bytes."""
    store = open_store(root, create=False)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    attempts: dict[str, Callable[[], None]] = {
        "snapshot": lambda: store.put_snapshot(make_snapshot(RUN_ID, 200, rows=20_000)),
        "checkpoint": lambda: store.put_checkpoint(RUN_ID, 200, {"w": np.ones(limit)}, {}),
        "sample": lambda: store.put_sample(RUN_ID, "train", make_sample(200_000)),
        "result": lambda: store.put_result(RUN_ID, "key", "x" * 2 * limit),
    }
    sys.stdout.write(json.dumps({name: refusal(attempt) for name, attempt in attempts.items()}))


def refusal(attempt: Callable[[], None]) -> str:
    try:
        attempt()
    except StorageError as error:
        return str(error)
    return "was not refused"


if __name__ == "__main__":
    if sys.argv[1] == "kill":
        kill_at_random(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        write_beyond(Path(sys.argv[2]), int(sys.argv[3]))
