"""``/healthz`` and ``/metrics``: whether the service lives, and how it fares."""

from importlib.metadata import version

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from clicklens.api.dependency import NoticesDep, StoreDep
from clicklens.api.record import Health

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz(store: StoreDep) -> Health:
    """Answers once the store can be read; for whatever watches the service."""
    store.courses([])
    return Health(status="ok", version=version("clicklens"))


@router.get("/metrics", response_class=Response)
def service_metrics(request: Request, notices: NoticesDep) -> Response:
    """The service's own figures, for Prometheus."""
    figures = request.app.state.figures
    figures.listeners.set(notices.listeners)
    return Response(figures.text(), media_type=CONTENT_TYPE_LATEST)
