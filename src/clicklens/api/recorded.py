"""What a report holds of a run: the service's own answers to what the page asks when its views are opened.

What exactly a view asks may change with every view; so the page finds an answer by what a question means (a setting
that is left out is its default), and says in words where the report has none.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from starlette.types import ASGIApp

from clicklens.analysis import Captured
from clicklens.api.in_process import Reply, ask
from clicklens.core.errors import RequestError
from clicklens.data.split import TRAIN
from clicklens.report.wording import PRIVATE

AT_ONCE = 2  # questions worked on at a time
PREFIX = "/api/v1"
# Kinds that look at one step, with their settings; each is asked at every step of the report.
AT_A_STEP: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("fluctuation", {}),
    ("scores", {}),
    ("saliency", {}),
    ("saliency", {"measure": "effect"}),
    ("neurons", {}),
    ("redundancy", {}),
    ("slices", {}),
    ("example", {}),
    ("neuron", {}),
)
BARS = {"number": 30, "category": 10, "flag": 2}  # of a chart of Explore, by the column's kind
MOST_CHARTS = 24  # that the service draws at once; a report holds those of the first columns
ROWS = {"sort": "error", "descending": "true", "offset": "0", "limit": "200"}  # the first page of Explore


@dataclass(frozen=True)
class Recorded:
    """One answer, and all addresses that it answers."""

    paths: tuple[str, ...]
    status: int
    media_type: str
    content: bytes


Ask: TypeAlias = Callable[[], Awaitable[tuple[Recorded, ...]]]


async def record(app: ASGIApp, captured: Captured) -> AsyncIterator[Recorded]:
    """The answers, in an order that is the same each time. Whoever stops early leaves the rest unasked."""
    under_way: deque[asyncio.Task[tuple[Recorded, ...]]] = deque()
    try:
        for _, ask_some in _questions(app, captured):
            under_way.append(asyncio.ensure_future(ask_some()))
            if len(under_way) == AT_ONCE:
                for found in await under_way.popleft():
                    yield found
        while under_way:
            for found in await under_way.popleft():
                yield found
    finally:
        for task in under_way:
            task.cancel()


def count_answers(captured: Captured) -> int:
    """How many answers ``record`` gives; of what the run lacks it gives fewer."""
    return sum(number for number, _ in _questions(_nobody, captured))


def shown_steps(captured: Captured) -> tuple[int, ...]:
    """The steps at which a report can be looked at: the best one and the last snapshot's."""
    return tuple(sorted({captured.best_or_last_step(), captured.steps[-1]}))


def _questions(app: ASGIApp, captured: Captured) -> Iterator[tuple[int, Ask]]:
    """What is asked together, and how many answers it gives; what the page asks for first comes first."""
    run = f"{PREFIX}/runs/{quote(captured.run.id, safe='')}"
    if captured.run.search is not None:
        yield _plainly(app, f"{run}/search")
    judged = _judged(captured)
    steps = () if judged is None else shown_steps(captured)
    yield 1, partial(_detail, app, run, steps)
    yield _plainly(app, f"{run}/summary")  # asks most analyses once, which are then at hand
    yield _plainly(app, f"{PREFIX}/analyses", f"{run}/available", f"{run}/data", f"{PREFIX}/slices")
    yield _plainly(app, *(f"{run}/metrics?day={day}&points=500" for day in ("whole", "every")))
    if judged is None:
        return
    yield _plainly(app, _result(run, "probe", {}))
    for kind, settings in AT_A_STEP:
        yield len(steps), partial(_at_steps, app, run, kind, settings, steps)
    yield len(steps), partial(_weights, app, run, steps)
    yield len(steps), partial(_interactions, app, run, steps)
    for step in reversed(steps):
        at = {"split": judged, "step": str(step)}
        yield _plainly(app, _result(run, "projection", {"method": "pca", "split": judged, "step": step}))
        yield _plainly(app, *(f"{run}/map?{urlencode({**at, 'tap': tap})}" for tap in captured.taps(step)))
        yield _plainly(app, f"{run}/rows?{urlencode({**at, **ROWS})}")
        yield 2, partial(_charts, app, run, {"split": judged, "step": step})


def _plainly(app: ASGIApp, *paths: str) -> tuple[int, Ask]:
    return len(paths), partial(_plain, app, *paths)


async def _plain(app: ASGIApp, *paths: str) -> tuple[Recorded, ...]:
    return tuple([_recorded(await ask(app, path)) for path in paths])


async def _detail(app: ASGIApp, run: str, steps: tuple[int, ...]) -> tuple[Recorded, ...]:
    """The run, whose time machine stops where the report has answers, and without what names the machine."""
    found = _recorded(await ask(app, run))
    if found.status != 200:
        return (found,)
    detail = json.loads(found.content)
    environment = {name: value for name, value in detail["run"]["environment"].items() if name not in PRIVATE}
    detail = {**detail, "steps": steps, "run": {**detail["run"], "environment": environment, "data_path": ""}}
    return (replace(found, content=json.dumps(detail, ensure_ascii=False).encode()),)


async def _at_steps(
    app: ASGIApp, run: str, kind: str, settings: Mapping[str, Any], steps: tuple[int, ...]
) -> tuple[Recorded, ...]:
    """The answer with no step named, which the summary asked for already, under its step too; then the others."""
    first = await ask(app, _result(run, kind, settings))
    if first.status != 200:
        named = tuple(_result(run, kind, {**settings, "step": step}) for step in steps)
        return (replace(_recorded(first), paths=(first.path, *named)),)
    looked_at = json.loads(first.content)["step"]
    own = _result(run, kind, {**settings, "step": looked_at})
    others = [_result(run, kind, {**settings, "step": step}) for step in steps if step != looked_at]
    return (replace(_recorded(first), paths=(first.path, own)), *await _plain(app, *others))


async def _charts(app: ASGIApp, run: str, at: Mapping[str, Any]) -> tuple[Recorded, ...]:
    """The columns, and how the rows lie in each; the address of a question with a body is its place and its moment."""
    columns = await ask(app, f"{run}/columns?{urlencode(at)}")
    if columns.status != 200:
        return (_recorded(columns),)
    shown = [column for column in json.loads(columns.content) if column["distinct"] > 1][:MOST_CHARTS]
    charts = [{"column": column["name"], "bins": BARS[column["kind"]]} for column in shown]
    body = json.dumps({**at, "charts": charts, "figures": False}).encode()
    drawn = await ask(app, f"{run}/explore", body)
    return (_recorded(columns), replace(_recorded(drawn), paths=(f"{run}/explore?{urlencode(at)}",)))


async def _weights(app: ASGIApp, run: str, steps: tuple[int, ...]) -> tuple[Recorded, ...]:
    """What the models of the kept checkpoints hold. A refusal may name a place of this machine, so none is recorded."""
    replies = [await ask(app, f"{run}/weights?step={step}") for step in steps]
    return tuple(_recorded(reply) for reply in replies if reply.status == 200)


async def _interactions(app: ASGIApp, run: str, steps: tuple[int, ...]) -> tuple[Recorded, ...]:
    """Which fields act together, where that was asked; of a step without a checkpoint the refusal may name a place."""
    asked = [json.dumps({"step": step}, separators=(",", ":")) for step in steps]
    replies = [await ask(app, f"{run}/interactions?{urlencode({'settings': text})}") for text in asked]
    return tuple(_recorded(reply) for reply in replies if reply.status == 200 and reply.content != b"null")


def _recorded(reply: Reply) -> Recorded:
    return Recorded((reply.path,), reply.status, reply.media_type, reply.content)


def _judged(captured: Captured) -> str | None:
    """The split that the page shows first; None where no snapshot was kept."""
    try:
        return captured.held_out
    except RequestError:
        pass
    try:
        return TRAIN if TRAIN in captured.splits else None
    except RequestError:
        return None


def _result(run: str, kind: str, settings: Mapping[str, Any]) -> str:
    text = json.dumps(dict(settings), separators=(",", ":"), ensure_ascii=True)
    return f"{run}/results/{kind}?{urlencode({'settings': text})}"


async def _nobody(_scope: Any, _receive: Any, _send: Any) -> None:
    """Stands where nothing is asked."""
