"""Many who watch one service: whether each hears every change, and how soon."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from clicklens.store import open_store

CHANGES = 40  # runs renamed one after another
PAUSE = 0.05  # seconds between two changes
PATIENCE = 20.0  # seconds until a notice counts as lost


@dataclass(frozen=True)
class Heard:
    """What came of it."""

    listeners: int
    told: int  # notices
    lost: int  # of all listeners together
    slowest: float  # seconds from the beginning of the last change until the last listener knew of it


def hear(address: str, store: Path, *, listeners: int) -> Heard:
    """Opens that many event streams, renames runs, and counts what each stream brought."""
    with ThreadPoolExecutor(1) as pool:  # a thread has a loop of its own, whatever runs in this one
        return pool.submit(lambda: asyncio.run(_hear(address, store, listeners))).result()


async def _hear(address: str, store: Path, listeners: int) -> Heard:
    runs = sorted(run.id for run in open_store(store).runs())[:CHANGES]
    ready = [asyncio.Event() for _ in range(listeners)]
    streams = [asyncio.create_task(_listen(address, set(runs), event)) for event in ready]
    await asyncio.wait_for(asyncio.gather(*(event.wait() for event in ready)), PATIENCE)
    begun = await asyncio.to_thread(_rename, store, runs)
    found = await asyncio.gather(*streams)
    lost = sum(len(runs) - len(seen) for seen, _ in found)
    return Heard(listeners, len(runs), lost, max(at for _, at in found) - begun)


def _rename(store: Path, runs: list[str]) -> float:
    opened = open_store(store)
    for run in runs:
        time.sleep(PAUSE)
        begun = time.monotonic()
        opened.update_run(run, note="heard of")
    return begun


async def _listen(address: str, wanted: set[str], ready: asyncio.Event) -> tuple[set[str], float]:
    """The runs whose change came through, and when the last did."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    seen: set[str] = set()
    try:
        async with asyncio.timeout(2 * PATIENCE):
            await reader.readuntil(b"\r\n\r\n")
            ready.set()
            while seen != wanted:
                line = (await reader.readline()).decode()
                if line.startswith("data:"):
                    seen |= {run for run in wanted if f'"{run}"' in line}
    except TimeoutError:
        pass
    finally:
        writer.close()
    return seen, time.monotonic()
