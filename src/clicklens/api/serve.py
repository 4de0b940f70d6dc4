"""Serving: an address is taken, told, and answered at until Ctrl-C."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from clicklens.api.request_log import JsonLines
from clicklens.core.errors import RequestError, StorageError

GRACE = 5  # seconds that answers under way have, once the service is asked to end
_TRIED = 50  # ports looked at for a free one


def take_address(host: str, port: int) -> socket.socket:
    """The address, held from here on. Raises RequestError that names a free port where this one is in use."""
    try:
        return _bound(host, port)
    except socket.gaierror:
        raise RequestError(
            f"--host {host}: this machine has no such address; 127.0.0.1 is this machine alone"
        ) from None
    except (OSError, OverflowError) as error:
        reason = getattr(error, "errno", None)
        if reason == errno.EADDRINUSE:
            free = next((near for near in range(port + 1, min(port + _TRIED, 65536)) if _is_free(host, near)), None)
            way = f"try --port {free}, which is free" if free else "try --port 0, which takes any that is free"
            raise RequestError(f"port {port} of {host} is in use, perhaps by another 'clicklens ui'; {way}") from None
        if reason == errno.EACCES:
            raise RequestError(f"port {port} may not be taken by this user; take one above 1023") from None
        if reason == errno.EADDRNOTAVAIL:
            raise RequestError(f"--host {host}: this machine has no such address") from None
        raise StorageError(f"{host}:{port} cannot be listened at: {error}") from None


def address_of(taken: socket.socket) -> str:
    """``http://127.0.0.1:8100``"""
    host, port = taken.getsockname()[:2]
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)  # noqa: S104 (to be told)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def serve(app: FastAPI, taken: socket.socket, *, ready: Callable[[], None], log_json: bool = False) -> None:
    """Answers until the process is told to end; ``ready`` is called once the service answers."""
    set_up_logs(as_json=log_json)
    make_server(app, ready=ready).run(sockets=[taken])


def make_server(app: FastAPI, *, ready: Callable[[], None]) -> uvicorn.Server:
    """Not yet running; ``ready`` is called in its loop once it answers."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # RequestLog says more, and no addresses
        timeout_graceful_shutdown=GRACE,
        server_header=False,
        date_header=True,
        ws="none",
    )
    return _Server(config, app, ready)


def set_up_logs(*, as_json: bool) -> None:
    """Logs go to standard error; without ``as_json`` only what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    for name in ("clicklens", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO if as_json else logging.WARNING)


class _Server(uvicorn.Server):
    """Ends the listeners' connections, which would last for ever, when it is asked to end."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._clicklens = app
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tells once it answers."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C, or a request to end."""
        self._clicklens.state.notices.close()
        super().handle_exit(sig, frame)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(128)  # held: a second service of this port is refused now and not later
    except BaseException:
        found.close()
        raise
    return found


def _is_free(host: str, port: int) -> bool:
    try:
        _bound(host, port).close()
    except OSError:
        return False
    return True
