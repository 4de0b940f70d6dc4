"""Guard: who may ask, from which page, and how much at once. Stands before everything else.

Other pages in the same browser are the danger on loopback: they can send requests here, and by DNS rebinding even call
us by a name of theirs. So the Host must be a name of ours, and a request that a browser sends for another page's sake
is refused. On any other host every request for data must carry the token.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clicklens.api.failure import Failure, respond
from clicklens.api.settings import LOOPBACK, Settings

GUARDED = ("/api/", "/metrics")  # what the token protects; the page's own files hold nothing of the store
# Mantine writes styles into the page, so styles must be allowed in line. Scripts are files of ours alone, and none of
# them may make code from text.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)


class Guard:
    """Lets through what may ask, and puts the rules for browsers on every answer."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._most_bytes = settings.most_bytes
        self._token = None if settings.token is None else settings.token.encode()
        self._names = _own_names(settings)
        self._takes_addresses = not settings.is_loopback  # a number cannot be rebound to another machine
        self._policy = POLICY.format(ancestors=" ".join(("'self'", *settings.frame_ancestors)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # there are no web sockets here
        answer = self._with_rules(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            status, error, message = refusal
            headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
            await respond(status, Failure(error=error, message=message), headers=headers)(scope, receive, answer)
            return
        await _with_limit(self._app, scope, receive, answer, most=self._most_bytes)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, error and reason; None for what may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_own(host):
            return 403, "ForbiddenError", f"this service is not called '{host[:200]}'; see 'clicklens ui --allow-host'"
        if not _is_same_page(headers, host, scope):
            return 403, "ForbiddenError", "a page of another origin may not ask this service"
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._most_bytes:
            return 413, "RequestError", _too_large(self._most_bytes)
        if self._token is not None and scope["path"].startswith(GUARDED) and not self._has_token(headers):
            return 401, "UnauthorisedError", "this service asks for its token: 'Authorization: Bearer TOKEN'"
        return None

    def _is_own(self, host: str) -> bool:
        name = _host_name(host)
        return name in self._names or (self._takes_addresses and _is_address(name))

    def _has_token(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and secrets.compare_digest(given.strip().encode(), self._token or b"")

    def _with_rules(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", self._policy)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
                headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return answer


def _own_names(settings: Settings) -> frozenset[str]:
    given = (settings.host, *settings.allowed_hosts)
    names = LOOPBACK if settings.is_loopback else (*LOOPBACK, socket.gethostname(), socket.getfqdn())
    return frozenset(name.lower() for name in (*given, *names))


def _host_name(host: str) -> str:
    """``[::1]:8100`` -> ``::1``; '' for what is no host."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_same_page(headers: Headers, host: str, scope: Scope) -> bool:
    """Whether no browser sends this for another page's sake. Programs other than browsers say nothing of the kind."""
    origin = headers.get("origin")
    if origin is not None:
        try:
            return urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:
            return False
    site = headers.get("sec-fetch-site", "none")
    if site in ("none", "same-origin"):
        return True
    is_link = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
    return is_link and not scope["path"].startswith(GUARDED)


def _too_large(most: int) -> str:
    return f"the request is too large; at most {most:,} bytes are read"


async def _with_limit(app: ASGIApp, scope: Scope, receive: Receive, send: Send, *, most: int) -> None:
    """A request that does not say how long it is is cut off where it is too long."""
    read = 0
    is_over = False

    async def counted() -> Message:
        nonlocal read, is_over
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            is_over = True
            return {"type": "http.disconnect"}
        return message

    async def unless_over(message: Message) -> None:
        if not is_over:
            await send(message)

    await app(scope, counted, unless_over)
    if is_over:
        await respond(413, Failure(error="RequestError", message=_too_large(most)))(scope, receive, send)
