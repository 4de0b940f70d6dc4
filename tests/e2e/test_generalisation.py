"""Generalisation: the alarm with its evidence, and what else moves with over-fitting."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.story_run import ALARM


def test_the_alarm_stands_with_its_evidence_and_other_signals_can_be_looked_at(
    show: Callable[[str], Page], found: Locator
) -> None:
    page = show("generalisation")
    expect(found).to_contain_text(f"Over-fitting since step {ALARM}", timeout=120e3)
    panel = page.get_by_role("region", name=f"Over-fitting alarm: rang at step {ALARM}")
    expect(panel.locator("canvas").first).to_be_visible()
    expect(panel.get_by_role("row", name=f"{ALARM} ")).to_be_attached()
    page.get_by_role("combobox", name="Signal").click()
    page.get_by_role("option").nth(1).click()
    expect(page.get_by_role("region", name="Signal of over-fitting:")).to_be_visible()
    assert "signal=" in page.url
    expect(page.get_by_role("region", name="How far AUC on train is ahead of held-out rows, by step")).to_be_visible()
