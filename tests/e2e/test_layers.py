"""Layers: which of them is idle."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.story_run import BEST


def test_the_idle_layer_is_named_with_its_remedy_and_judged_at_the_best_step(
    show: Callable[[str], Page], found: Locator
) -> None:
    page = show("layers")
    expect(found).to_contain_text("Layers 3 and 4 carry the same", timeout=120e3)
    expect(found).to_contain_text("it can go")
    expect(found.get_by_role("button", name="Drop layer 4")).to_be_visible()
    page.get_by_role("button", name=f"Go to step {BEST}").click()
    panel = page.get_by_role("region", name=f"What each layer adds to the one below, step {BEST}, test rows")
    expect(panel.get_by_role("row", name="Layer 4")).to_be_attached()
    expect(page.get_by_role("region", name=f"Which layers carry the same: CKA, step {BEST}")).to_be_visible()
