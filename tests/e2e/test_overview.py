"""Overview: the run in words, its curves, and the time machine."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.story_run import ALARM, BEST

Show = Callable[[str], Page]


def test_it_says_what_is_wrong_and_a_click_on_the_time_machine_goes_to_another_step(show: Show, found: Locator) -> None:
    page = show("overview")
    expect(page.get_by_role("region", name="AUC by step, each split").locator("canvas").first).to_be_visible()
    expect(found).to_contain_text(f"Over-fitting since step {ALARM}", timeout=120e3)
    expect(found.get_by_role("button", name="Make user_id a bias")).to_be_visible()
    page.get_by_role("button", name=f"Step {BEST}:").click()
    expect(page.get_by_role("slider", name="Step of the run")).to_have_attribute("aria-valuenow", str(BEST))
    assert f"step={BEST}" in page.url
    page.go_back()
    expect(page.get_by_role("button", name="latest")).to_have_attribute("aria-pressed", "true")


def test_keys_walk_through_the_steps_and_to_another_view(show: Show) -> None:
    page = show("overview")
    slider = page.get_by_role("slider", name="Step of the run")
    expect(slider).to_have_attribute("aria-valuenow", "360")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "340")
    page.keyboard.press("g")
    page.keyboard.press("j")
    expect(page).to_have_title("Jobs · ClickLens")
