"""Weights: what the parameters hold, and another table looked at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser import choose


def test_what_the_tables_hold_is_told_and_another_one_can_be_looked_at(
    show: Callable[[str], Page], found: Locator
) -> None:
    page = show("weights")
    expect(found).to_contain_text("vectors", timeout=120e3)
    expect(page.get_by_role("region", name="Length of the vectors of user_id").locator("canvas").first).to_be_visible()
    choose(page, "Table that is looked at", "noise_1")
    expect(page.get_by_role("region", name="Length of the vectors of noise_1")).to_be_visible()
    table = page.get_by_role("table", name="All tables at step 360")
    expect(table.get_by_role("row").nth(1)).to_contain_text("user_id")


def test_ids_are_points_and_a_category_is_counted_against_chance(show: Callable[[str], Page]) -> None:
    page = show("weights?table=ad&category=category")
    region = page.get_by_role("region", name="Ids of ad by their vectors")
    expect(region).to_contain_text("chance gives", timeout=120e3)
    expect(region.locator("canvas").first).to_be_visible()
