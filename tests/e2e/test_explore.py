"""Explore: bars that choose rows, a slice with a name, and the rows themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def test_a_bar_chooses_rows_and_every_chart_and_the_rows_follow(show: Callable[[str], Page], found: Locator) -> None:
    page = show("explore")
    chart = page.get_by_role("group", name="Rows by label")
    expect(chart.locator("canvas").first).to_be_visible()
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name=re.compile("^Selection: [0-9,]+ rows"))
    expect(chip).to_contain_text("clicked")
    expect(found).to_contain_text("against the other")
    rows = page.get_by_role("table", name="Rows", exact=True)
    expect(rows.get_by_role("row").nth(1)).to_contain_text("clicked")
    page.get_by_role("button", name="Remove the selection").click()
    expect(chip).to_have_count(0)
