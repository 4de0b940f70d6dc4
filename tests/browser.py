"""The page in a real browser, as a person has it: Chromium without a window, and what went wrong inside it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, sync_playwright

from clicklens.api.page_files import FOLDER, INDEX

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",  # tests often run as root, where Chromium's own sandbox refuses to
    "--use-angle=swiftshader",  # WebGL without a graphics card
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1440, "height": 900}  # pixels
PATIENCE = 30.0  # seconds that a busy machine may take for what a quiet one does at once


def find_chromium() -> str | None:
    """The program's path; ``CLICKLENS_CHROMIUM`` names another one."""
    named = os.environ.get("CLICKLENS_CHROMIUM")
    return named or next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def lack() -> str | None:
    """Why the page cannot be looked at here; None where it can."""
    if find_chromium() is None:
        return "there is no Chromium: apt-get install chromium, or name one in CLICKLENS_CHROMIUM"
    if not (Path(FOLDER) / INDEX).exists():
        return "the page has not been built: make page"
    return None


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """A browser that is ended with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Faults:
    """What a page complained of: errors that nobody caught, and errors in its console."""

    def __init__(self, page: Page) -> None:
        self._met: list[str] = []
        self._expected: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", self._catch)

    def expect(self, pattern: str) -> None:
        """Complaints that hold this pattern are part of the test, such as a service that does not answer."""
        self._expected.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        """All others."""
        return [one for one in self._met if not any(re.search(pattern, one) for pattern in self._expected)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._met.append(f"{message.text} ({message.location.get('url', '')})")

    def _catch(self, error: Error) -> None:
        self._met.append(f"uncaught: {error.message}\n{error.stack or ''}")


def lasso(canvas: Locator, corners: Sequence[tuple[float, float]]) -> None:
    """Draws with Shift held; corners are shares of the width and height."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    places = [(box["x"] + across * box["width"], box["y"] + down * box["height"]) for across, down in corners]
    keyboard, mouse = canvas.page.keyboard, canvas.page.mouse
    keyboard.down("Shift")
    mouse.move(*places[0])
    mouse.down()
    for place in places[1:]:
        mouse.move(*place, steps=6)
    mouse.up()
    keyboard.up("Shift")


def choose(page: Page, name: str, option: str) -> None:
    """Opens the box of that name and takes an option."""
    page.get_by_role("combobox", name=name, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def percent_in(cell: Locator) -> float:
    """The first percentage that it says."""
    found = re.search(r"(\d+(?:\.\d+)?)%", cell.inner_text())
    assert found is not None, cell.inner_text()
    return float(found[1])
