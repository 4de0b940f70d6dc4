"""Writing a still: the page and a run's answers as a file, without a service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

from clicklens.analysis import Captured
from clicklens.analysis.rows.table_cache import RowTables
from clicklens.api.answers import Answers
from clicklens.api.app import recorded_app
from clicklens.api.recorded import count_answers
from clicklens.api.still import read_bundle, still_pieces
from clicklens.core.errors import UnavailableError
from clicklens.disk.whole_file import write_whole
from clicklens.report.write import check_place

Told: TypeAlias = Callable[[int, int], None]  # answers that are in it, of how many


def write_still(captured: Captured, path: Path, *, told: Told | None = None) -> None:
    """The file whole, or as it was before.

    Raises UnavailableError where the page has not been built, RequestError where the path is a folder or in none,
    StorageError where it cannot be written.
    """
    check_place(path)
    with ThreadPoolExecutor(1) as apart:  # who calls may stand in a loop of its own, as a notebook does
        text = apart.submit(lambda: asyncio.run(_made(captured, told))).result()
    write_whole(path, text.encode())


async def _made(captured: Captured, told: Told | None) -> str:
    bundle = read_bundle()
    if bundle is None:
        raise UnavailableError("the page has not been built, and the report is the page in one file; run 'make page'")
    most, answers, pieces = count_answers(captured), Answers(), []
    try:
        async for piece in still_pieces(recorded_app(captured.store, RowTables(), answers), captured, bundle):
            pieces.append(piece)
            if told is not None:
                told(min(len(pieces), most), most)
    finally:
        answers.close()
    return "".join(pieces)
