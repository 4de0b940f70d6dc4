"""Writes ``schemas/openapi.json``, from which the page's types are made: ``python -m clicklens.api.openapi``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from clicklens.api.app import routed_app

DEFAULT = Path("schemas/openapi.json")


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of all routes."""
    return routed_app().openapi()


def openapi_text() -> str:
    """The document as it is kept; equal code gives equal text."""
    return json.dumps(openapi_document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> None:
    """Writes the document to the path given, ``schemas/openapi.json`` when none is."""
    path = Path(arguments[0]) if arguments else DEFAULT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(openapi_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
