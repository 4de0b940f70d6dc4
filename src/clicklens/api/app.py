"""The application: routes, what they stand on, and how failures are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from clicklens.analysis.rows.table_cache import RowTables
from clicklens.api.answers import Answers
from clicklens.api.dependency import trainers_of
from clicklens.api.failure import Failure, Unforeseen, add_failure_handlers
from clicklens.api.job_watch import JobWatch
from clicklens.api.listing import Listing
from clicklens.api.live import Runs, keep_bin_empty, watch_sources
from clicklens.api.page_files import add_page, read_page
from clicklens.api.request_log import Figures, RequestLog
from clicklens.api.routes import (
    analyses,
    attention,
    compare,
    config,
    data,
    embedding_map,
    explore,
    health,
    interactions,
    jobs,
    metrics,
    notices,
    point_map,
    report,
    results,
    rows,
    runs,
    search,
    slices,
    store,
    weights,
    what_if,
)
from clicklens.api.security import Guard
from clicklens.api.settings import Settings
from clicklens.api.sse import Notices
from clicklens.core.store import Store
from clicklens.jobs import open_queue
from clicklens.jobs.database import FILE as JOBS_FILE
from clicklens.workbench.live_models import LiveModels

PREFIX = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    store.router,
    runs.router,
    metrics.router,
    analyses.router,
    compare.router,
    results.router,
    search.router,
    what_if.router,
    weights.router,
    attention.router,
    interactions.router,
    embedding_map.router,
    rows.router,
    explore.router,
    point_map.router,
    slices.router,
    jobs.router,
    report.router,
    config.router,
    data.router,
    notices.router,
)


def create_app(settings: Settings) -> FastAPI:
    """The service over one store, which is made where there is none.

    Raises ConfigError for settings that leave it open to others, VersionError for a store of a newer ClickLens,
    CorruptError for a torn one, StorageError where it cannot be written.
    """
    settings.refuse_if_open()
    app = routed_app(lifespan=_living)
    queue = open_queue(settings.store)
    opened = queue.store
    add_page(app, read_page())
    figures = Figures()
    app.add_middleware(Unforeseen)  # the last one added stands first
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(RequestLog, figures=figures)
    app.state.figures = figures
    app.state.settings = settings
    app.state.store = opened
    app.state.listing = Listing(opened)
    app.state.answers = Answers()
    app.state.row_tables = RowTables()
    app.state.live_models = LiveModels(opened)
    app.state.notices = Notices()
    jobs_file = queue.root / JOBS_FILE
    app.state.queue = queue
    app.state.job_watch = JobWatch(jobs_file)
    app.state.make_recorded_app = partial(recorded_app, opened, app.state.row_tables)
    app.state.sources = [lambda: Runs(opened.watch()), lambda: JobWatch(jobs_file)]  # each opens what is watched
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """What goes on beside the requests while the service lives."""
    state = app.state
    tasks = [
        asyncio.create_task(watch_sources(state.sources, state.notices)),
        asyncio.create_task(keep_bin_empty(state.store)),
        asyncio.create_task(asyncio.to_thread(state.listing.rows)),  # so that the first page need not wait
    ]
    try:
        yield
    finally:
        state.notices.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        state.answers.close()  # here, as no thread may be begun where a whole process ends
        state.listing.close()
        state.job_watch.close()


def routed_app(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None) -> FastAPI:
    """The routes alone, with nothing behind them: what the OpenAPI document is made of."""
    failure: dict[int | str, dict[str, Any]] = {"default": {"model": Failure, "description": "Why there is no answer"}}
    app = FastAPI(
        title="ClickLens",
        version=version("clicklens"),
        summary="Opens the black box of deep click-through-rate models.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        responses=failure,
        lifespan=lifespan,
    )
    add_failure_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    return app


def recorded_app(store: Store, tables: RowTables, answers: Answers) -> FastAPI:
    """The routes over a store, to be asked in this process by whoever writes a file: nobody need be kept out."""
    app = routed_app()
    app.add_middleware(Unforeseen)
    app.state.store = store
    app.state.answers = answers
    app.state.row_tables = tables
    app.state.live_models = LiveModels(store)
    app.dependency_overrides[trainers_of] = _no_trainers
    return app


def _no_trainers() -> dict[str, str]:
    """A file trains nothing, and has no jobs to be looked at."""
    return {}


def _operation_id(route: APIRoute) -> str:
    """The function's name: what generated clients call it."""
    return route.name
