"""Caching by tag: what the asker has already is not sent again."""

from __future__ import annotations

from fastapi import Response


def cached(tag: str) -> dict[str, str]:
    """Headers of an answer that may be kept, and must be asked after each time."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Whether the asker's ``If-None-Match`` names the tag."""
    if if_none_match is None:
        return False
    return any(word.strip().removeprefix("W/") in (tag, "*") for word in if_none_match.split(","))


def unchanged(tag: str) -> Response:
    """304: what you have is still right."""
    return Response(status_code=304, headers=cached(tag))
