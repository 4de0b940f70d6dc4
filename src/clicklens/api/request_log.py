"""What was asked and how long it took: a log line a request, and figures for Prometheus. Never a secret or a value."""

from __future__ import annotations

import json
import logging
import secrets
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("clicklens.api.request")
BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)  # seconds


class Figures:
    """The service's figures, one set a service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("clicklens_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "clicklens_request_seconds", "Until the answer began", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self.under_way = Gauge("clicklens_requests_under_way", "Requests being answered", registry=self.registry)
        self.listeners = Gauge("clicklens_listeners", "Connections that listen for notices", registry=self.registry)

    def text(self) -> bytes:
        """In Prometheus' text form."""
        return generate_latest(self.registry)


class RequestLog:
    """Counts and logs each request under its route, such as ``/api/v1/runs/{run}``."""

    def __init__(self, app: ASGIApp, *, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = secrets.token_hex(6)
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).setdefault("X-Request-ID", request_id)
                self._figures.seconds.labels(_route(scope)).observe(time.perf_counter() - began)
            await send(message)

        with self._figures.under_way.track_inprogress():
            try:
                await self._app(scope, receive, answer)
            finally:
                self._figures.requests.labels(scope["method"], _route(scope), str(status)).inc()
                _log(scope, request_id, status, seconds=time.perf_counter() - began)


def _route(scope: Scope) -> str:
    """The pattern, not the address: figures must not grow with what is asked."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "none"


def _log(scope: Scope, request_id: str, status: int, *, seconds: float) -> None:
    told = {
        "request": request_id,
        "method": scope["method"],
        "route": _route(scope),
        "status": status,
        "ms": round(1000 * seconds, 1),
    }
    LOG.info("%(method)s %(route)s %(status)s %(ms)s ms", told, extra={"request": told})


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and of a request its parts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "request", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
