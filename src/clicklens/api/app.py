"""The application: routes, what they stand on, and how failures are told."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

import clicklens
from clicklens.api.failure import Failure, add_failure_handlers
from clicklens.api.routes import health, runs, store
from clicklens.api.settings import Settings
from clicklens.store import open_store

PREFIX = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    store.router,
    runs.router,
)


def create_app(settings: Settings) -> FastAPI:
    """The service over one store, which is made where there is none.

    Raises VersionError for a store of a newer ClickLens, CorruptError for a torn one, StorageError where it cannot be
    written.
    """
    app = routed_app()
    app.state.settings = settings
    app.state.store = open_store(settings.store)
    return app


def routed_app() -> FastAPI:
    """The routes alone, with nothing behind them: what the OpenAPI document is made of."""
    failure: dict[int | str, dict[str, Any]] = {"default": {"model": Failure, "description": "Why there is no answer"}}
    app = FastAPI(
        title="ClickLens",
        version=clicklens.__version__,
        summary="Opens the black box of deep click-through-rate models.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        responses=failure,
    )
    add_failure_handlers(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    return app


def _operation_id(route: APIRoute) -> str:
    """The function's name: what generated clients call it."""
    return route.name
