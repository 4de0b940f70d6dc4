"""The progress bars of long work that is not training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def encoding_progress(title: str, *, quiet: bool) -> Iterator[Callable[[Any], None] | None]:
    """Yields what ``encode`` reports its progress to, drawn as a bar with rows a second; None when quiet."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, told="")

        def report(step: Any) -> None:
            bar.update(
                task,
                description=f"{title}: {step.stage}",
                total=step.total,
                completed=step.rows,
                told=f"{step.rows:,} rows",
            )

        yield report


@contextmanager
def counted_progress(title: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yields what work is told to that knows how many parts it has: done, of how many. None when quiet."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
