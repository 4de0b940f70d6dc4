"""The report as who gets it by mail opens it: from a file, without a service, without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from clicklens.api.still import read_bundle
from clicklens.api.still_file import write_still
from clicklens.workbench import open_run
from tests.browser import PATIENCE, SIZE, Faults
from tests.story_run import Story

VIEWS = ("overview", "generalisation", "neurons", "features", "weights", "layers", "map", "explore")


@pytest.fixture(scope="module")
def report(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The over-fitted run as one file."""
    if read_bundle() is None:
        pytest.skip("the page has not been built: make page")
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_still(open_run(story.story, store=story.store).captured, path)
    return path


@pytest.fixture
def opened(chromium: Browser, report: Path) -> Iterator[Page]:
    """The file in a browser that has no network; whatever it complains of or asks for fails the test."""
    context = chromium.new_context(viewport=SIZE, reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1e3)
    faults, asked = Faults(page), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    yield page
    context.close()
    assert faults.unexpected == []
    assert [url for url in asked if not url.startswith((report.as_uri(), "data:", "blob:"))] == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_with_its_finding_and_draws(opened: Page, story: Story, view: str) -> None:
    opened.evaluate("place => { location.hash = place }", f"/runs/{story.story}/{view}")
    middle = opened.locator("#middle")
    expect(middle.locator("canvas").first).to_be_visible()
    expect(middle.locator("[aria-busy=true]")).to_have_count(0)
    expect(middle).to_contain_text(story_word(view))
    expect(middle.get_by_role("alert")).to_have_count(0)


def story_word(view: str) -> str:
    """A word that the view's first finding cannot do without."""
    return {
        "overview": "step",
        "map": "neighbours",
        "features": "saliency",
        "explore": "rows",
        "weights": "vectors",
    }.get(view, "layer")


def test_the_time_machine_goes_to_the_best_step_and_back(opened: Page) -> None:
    expect(opened.locator("#middle canvas").first).to_be_visible()
    opened.keyboard.press("ArrowLeft")
    expect(opened).to_have_url(re.compile(r"#/runs/.*step=\d+"))
    expect(opened.locator("#middle canvas").first).to_be_visible()


def test_what_is_not_in_the_file_is_said(opened: Page, story: Story) -> None:
    opened.evaluate("place => { location.hash = place }", f"/runs/{story.story}/map?method=tsne")
    expect(opened.locator("#middle")).to_contain_text("not in the file")
    opened.evaluate("place => { location.hash = place }", "/jobs")
    expect(opened.locator("#middle")).to_contain_text("clicklens ui")


def test_which_fields_act_together_is_asked_where_the_run_is(opened: Page, story: Story) -> None:
    opened.evaluate("place => { location.hash = place }", f"/runs/{story.story}/interactions")
    expect(opened.locator("#middle")).to_contain_text(f"clicklens interactions {story.story}")
