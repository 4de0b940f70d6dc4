"""Every page as axe judges it, in both colour schemes: nothing that keeps a person from reading or reaching a part."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from clicklens.search.start import start_search
from clicklens.store import open_store
from tests.browser import PATIENCE, SIZE
from tests.searches import search_request
from tests.served import Served
from tests.story_run import Story
from tests.training_runs import small_dataset

AXE = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
BAD = ("serious", "critical")
BUSY = "main [aria-busy=true], main [role=status]:has-text('Loading')"

# Each page, and what stands there once its answers have come.
PAGES = {
    "/runs": "story",
    "/runs/new": "Every setting is right",
    "/compare?before={short}&after={story}": "that both kept",
    "/jobs": "No jobs yet",
    "/data": "movielens-100k",
    "/runs/{story}/overview": "Over-fitting since step",
    "/runs/{story}/generalisation": "Over-fitting since step",
    "/runs/{story}/neurons": "barely active",
    "/runs/{story}/neurons?layer=layer_4&neuron=3": "layer 4",
    "/runs/{story}/features": "leans on",
    "/runs/{story}/weights": "parameters",
    "/runs/{story}/layers": "it can go",
    "/runs/{story}/map": "Clicked points gather",
    "/runs/{story}/interactions": "was not asked yet",
    "/runs/{story}/explore": "slices were looked at",
    "/runs/{story}/example": "gets most wrong",
    "/runs/no-such-run/overview": "There is no such run",
}


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def judged(chromium: Browser) -> Iterator[Page]:
    """A page whose policy is set aside, so that axe may be put into it, and for nothing else."""
    context = chromium.new_context(viewport=SIZE, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1e3)
    page.add_init_script(AXE)
    yield page
    context.close()


def violations(page: Page) -> list[str]:
    """What axe holds for serious or worse, in both schemes: the rule, and the first places that break it."""
    told = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found: list[dict[str, Any]] = page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        told += [
            f"{scheme}: {one['id']}, {one['impact']}: {[node['html'][:300] for node in one['nodes'][:4]]}"
            for one in found
            if one["impact"] in BAD
        ]
    return told


def overhang(page: Page) -> list[int]:
    """Pixels by which the page itself scrolls, wide and narrow: its parts scroll, beyond them there is nothing."""
    told = []
    for width in (SIZE["width"], 900):
        page.set_viewport_size({"width": width, "height": SIZE["height"]})
        told += page.evaluate(
            "(({scrollWidth, clientWidth, scrollHeight, clientHeight}) =>"
            " [scrollWidth - clientWidth, scrollHeight - clientHeight])(document.documentElement)"
        )
    return told


@pytest.mark.parametrize("place", PAGES)
def test_a_page_has_nothing_serious(judged: Page, service: Served, story: Story, place: str) -> None:
    judged.goto(service.address + place.format(story=story.story, short=story.short))
    expect(judged.get_by_role("main")).to_contain_text(PAGES[place], timeout=120e3)
    expect(judged.locator(BUSY)).to_have_count(0, timeout=120e3)
    assert violations(judged) == []
    assert overhang(judged) == [0, 0, 0, 0]


def test_a_search_has_nothing_serious(judged: Page, tmp_path: Path) -> None:
    dataset, store = small_dataset(tmp_path), tmp_path / "runs"
    start_search(search_request(dataset, trials=5), store=open_store(store), dataset=dataset, run_id="tuned")
    with Served(store) as served:
        judged.goto(f"{served.address}/runs/tuned/search")
        expect(judged.get_by_role("main")).to_contain_text("is the best of 5")
        assert violations(judged) == []


@pytest.mark.parametrize(("key", "name"), [("/", "Search"), ("?", "Keyboard")])
def test_a_box_has_nothing_serious(judged: Page, service: Served, key: str, name: str) -> None:
    judged.goto(f"{service.address}/runs")
    expect(judged.get_by_role("table", name="Runs")).to_be_visible()
    judged.keyboard.press(key)
    expect(judged.get_by_role("dialog", name=name)).to_be_visible()
    assert violations(judged) == []
