"""The page's files: read once at the start, so that no path of a client ever reaches the file system."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from clicklens.api.caching import is_known, unchanged

FOLDER = Path(__file__).parent / "page"
STILL = FOLDER / "still"  # the same page for files that need no service; it is no part of what is served
INDEX = "index.html"
NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ClickLens</title>
<h1>The page has not been built</h1>
<p>The service works; its page is made from <code>web/</code> by one command in the project's folder:</p>
<pre>make page</pre>
<p>Then start <code>clicklens ui</code> again. Until then, everything can be asked at <code>/api/v1</code>.</p>
</html>
"""


@dataclass(frozen=True)
class PageFile:
    """One file as it is sent."""

    content: bytes
    media_type: str
    tag: str
    never_changes: bool  # its name holds the hash of what is in it


def read_page(folder: Path = FOLDER) -> dict[str, PageFile]:
    """Path below the address's root -> file. A page that has not been built is one that says so."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.parent.name != STILL.name)
    files = {path.relative_to(folder).as_posix(): path for path in found}
    if INDEX not in files:
        return {INDEX: _file(INDEX, NOT_BUILT.encode())}
    return {name: _file(name, path.read_bytes()) for name, path in files.items()}


def add_page(app: FastAPI, files: dict[str, PageFile]) -> None:
    """Serves the files; an address inside the page, such as /runs/x/map, is the page's to read."""

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    async def page(request: Request, path: str) -> Response:
        found = files.get(path)
        if found is None:
            if path.startswith(("api/", "assets/")) or "." in path.rpartition("/")[2]:
                raise HTTPException(404, f"there is nothing at '/{path[:200]}'")
            found = files[INDEX]
        if is_known(found.tag, request.headers.get("if-none-match")):
            return unchanged(found.tag)
        keep = "public, max-age=31536000, immutable" if found.never_changes else "no-cache"
        return Response(found.content, media_type=found.media_type, headers={"ETag": found.tag, "Cache-Control": keep})


def _file(name: str, content: bytes) -> PageFile:
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    return PageFile(content, kind, tag, never_changes=name.startswith("assets/"))


# What a machine's own tables may get wrong, and a browser that may not guess would refuse.
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
