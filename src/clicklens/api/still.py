"""Still: the page and a run's answers in one file, which opens without a service and without a network.

The file is the page's own bundle, built once more as one script and one style, and beside it the answers of the service
to what its views ask. Everything stands inside: the policy at its head allows this one script and no connection.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from starlette.types import ASGIApp

from clicklens.analysis import Captured
from clicklens.api.page_files import STILL
from clicklens.api.recorded import Recorded, record

# No script may make code from text, and nothing is ever fetched.
POLICY = (
    "default-src 'none'; script-src {script}; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
)
HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="ClickLens {version}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="root"></div>
<noscript><h1>{title}</h1><p>A report of ClickLens. It draws its charts with a script that stands in this file; please
allow it. It connects to nothing.</p></noscript>
<script type="application/json" id="clicklens-report">{about}</script>
"""
FOOT = '<script type="module">{script}</script>\n</body>\n</html>\n'


@dataclass(frozen=True)
class Bundle:
    """The page as one script and one style."""

    script: str
    style: str

    @property
    def policy(self) -> str:
        """Which names the script by what it holds."""
        digest = base64.b64encode(hashlib.sha256(self.script.encode()).digest()).decode()
        return POLICY.format(script=f"'sha256-{digest}'")


def read_bundle(folder: Path = STILL) -> Bundle | None:
    """None where the page has not been built."""
    script, style = folder / "still.js", folder / "still.css"
    if not (script.is_file() and style.is_file()):
        return None
    return Bundle(_inside_script(script.read_text(encoding="utf-8")), _inside_style(style.read_text(encoding="utf-8")))


async def still_pieces(app: ASGIApp, captured: Captured, bundle: Bundle) -> AsyncIterator[str]:
    """The file, piece by piece as ``app`` answers; the same run gives the same file."""
    run = captured.run
    yield HEAD.format(
        policy=html.escape(bundle.policy),
        version=html.escape(version("clicklens")),
        title=html.escape(f"{run.name} on {run.features.name} · ClickLens"),
        style=bundle.style,
        about=_plain_json({"run": run.id, "version": version("clicklens")}),
    )
    async for found in record(app, captured):
        yield _element(found)
    yield FOOT.format(script=bundle.script)


def _element(found: Recorded) -> str:
    """Gzip in base64: a tenth of the size, and nothing in it can end the element."""
    told = {
        "paths": found.paths,
        "status": found.status,
        "type": found.media_type,
        "gzip": base64.b64encode(gzip.compress(found.content, 9, mtime=0)).decode(),
    }
    return f'<script type="application/json" class="clicklens-answer">{_plain_json(told)}</script>\n'


def _plain_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _inside_script(code: str) -> str:
    """What would end or nest the element stands in strings and patterns only, where \\x3c is the same letter."""
    return re.sub(r"<(?=!--|/?script)", r"\\x3c", code, flags=re.IGNORECASE)


def _inside_style(code: str) -> str:
    return re.sub(r"<(?=/style)", r"\\3c ", code, flags=re.IGNORECASE)
