"""``/healthz``: whether the service lives."""

from fastapi import APIRouter

import clicklens
from clicklens.api.dependency import StoreDep
from clicklens.api.record import Health

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz(store: StoreDep) -> Health:
    """Answers once the store can be read; for whatever watches the service."""
    store.runs()
    return Health(status="ok", version=clicklens.__version__)
