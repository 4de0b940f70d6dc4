"""Asking an application of ours in this process, without a network: what a request would be answered."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """What came back. ``path`` is the address as it was asked for, with its query."""

    path: str
    status: int
    media_type: str
    content: bytes


async def ask(app: ASGIApp, path: str, body: bytes | None = None) -> Reply:
    """GET of a path with its query, or POST where there is a body of JSON."""
    status, media_type, content = 0, "", bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, media_type
        if message["type"] == "http.response.start":
            status = message["status"]
            media_type = dict(message["headers"]).get(b"content-type", b"").decode("latin-1")
        else:
            content.extend(message.get("body", b""))

    await app(_scope(path, body), receive, send)
    return Reply(path, status, media_type, bytes(content))


def _scope(path: str, body: bytes | None) -> Scope:
    parts = urlsplit(path)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET" if body is None else "POST",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode("ascii"),
        "query_string": parts.query.encode("ascii"),
        "root_path": "",
        "headers": [(b"host", HOST.encode()), (b"content-type", b"application/json")],
        "client": None,
        "server": (HOST, 80),
    }
