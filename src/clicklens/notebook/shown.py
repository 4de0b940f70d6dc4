"""``show``: the page of a run, inside a notebook or in a browser."""

from __future__ import annotations

import html
import os
import sys
import time
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from clicklens.core.errors import ConfigError
from clicklens.notebook.opened import opened_run, place_of
from clicklens.notebook.service import service_for
from clicklens.workbench import OpenRun

VIEWS = ("overview", "generalisation", "neurons", "features", "weights", "layers", "map", "explore", "example")


@dataclass(frozen=True)
class Shown:
    """A view of a run at an address. A notebook shows it in a frame; elsewhere it says where it is."""

    run: str
    address: str
    height: int  # CSS pixels

    def wait(self) -> None:
        """Until Ctrl-C; for a script, whose end would be the page's."""
        with suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)

    def _repr_html_(self) -> str:
        address = html.escape(self.address)
        return (
            f'<iframe src="{address}" title="ClickLens: {html.escape(self.run)}" width="100%" height="{self.height}" '
            f'style="border:1px solid #8884" allow="clipboard-write"></iframe>'
            f'<p><a href="{address}" target="_blank" rel="noopener">Open in a tab</a></p>'
        )

    def __repr__(self) -> str:
        return f"ClickLens shows run {self.run} at {self.address}"


def show(
    run: OpenRun | str = "latest", *, store: str | Path = "runs", view: str = "overview", height: int = 760
) -> Shown:
    """Opens the page of a run: in a frame below a notebook's cell, in a browser elsewhere.

    ``run`` is an open run, or an id of ``store``. The page's service answers this machine only, in this process, and
    ends with it. Raises NotFoundError for an unknown run, ConfigError for an unknown view.
    """
    if view not in VIEWS:
        raise ConfigError(f"show: there is no view '{view}'; the views are {', '.join(VIEWS)}")
    opened = opened_run(run, store)
    service = service_for(place_of(opened))
    shown = Shown(opened.id, f"{service.address}/runs/{quote(opened.id, safe='')}/{view}", height)
    if "ipykernel" not in sys.modules and _has_screen():
        with suppress(webbrowser.Error):
            webbrowser.open(shown.address)
    return shown


def _has_screen() -> bool:
    """Whether a person sits here who would see a browser."""
    return sys.stdout.isatty() and (bool(os.environ.get("DISPLAY")) or sys.platform in ("darwin", "win32"))
