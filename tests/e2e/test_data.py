"""Data: the sets that can be trained on, and what one of them holds."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_sets_are_listed_and_a_run_s_rows_are_described(show: Callable[[str], Page]) -> None:
    page = show("/data")
    main = page.get_by_role("main")
    expect(main).to_contain_text("movielens-100k")
    expect(main).to_contain_text("world")
