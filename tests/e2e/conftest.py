"""The page in a browser over a service of its own, on a real run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import PATIENCE, SIZE, Faults, lack, started_chromium
from tests.served import Served
from tests.story_run import Story, make_story

HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE * 1e3)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is marked ``e2e``."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A store with two real runs, to be looked at and not to be changed."""
    return make_story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="session")
def service(story: Story) -> Iterator[Served]:
    """A service over that store; nobody does jobs."""
    with Served(story.store) as served:
        yield served


@pytest.fixture(scope="module")  # no longer: while it lives, no other test of this process can run a loop of its own
def chromium() -> Iterator[Browser]:
    """A browser. Where there is none the tests are skipped, saying so; on a CI machine they fail."""
    missing = lack()
    if missing is not None:
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with started_chromium() as browser:
        yield browser


@pytest.fixture
def faults() -> list[Faults]:
    """What is wrong in each page of the test."""
    return []


@pytest.fixture
def page(chromium: Browser, faults: list[Faults]) -> Iterator[Page]:
    """An empty page in a profile of its own; whatever it complains of fails the test."""
    context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1e3)
    faults.append(Faults(page))
    yield page
    context.close()
    assert [complaint for one in faults for complaint in one.unexpected] == []


@pytest.fixture
def show(service: Served, page: Page, story: Story) -> Callable[[str], Page]:
    """Goes to a place of the page: ``show("/jobs")``; ``show("map?step=200")`` is a view of the over-fitted run."""

    def show(place: str) -> Page:
        path = place if place.startswith("/") else f"/runs/{story.story}/{place}"
        page.goto(f"{service.address}{path}")
        return page

    return show


@pytest.fixture
def found(page: Page) -> Locator:
    """The findings that a view opens with."""
    return page.get_by_role("region", name="What was found")


@pytest.fixture
def working(story: Story, tmp_path: Path) -> Iterator[Served]:
    """A service over a copy of the store, for jobs leave new runs behind, and a worker beside it."""
    store = Path(shutil.copytree(story.store, tmp_path / "runs"))
    command = [sys.executable, "-m", "clicklens.jobs", str(store), "--exit-when-idle", "300"]
    worker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        with Served(store) as served:
            yield served
    finally:
        worker.kill()
        worker.wait()
