"""Interactions: sets are found by a job, looked at by value and row, and tried as crosses until there is a verdict."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import choose
from tests.served import Served
from tests.story_run import Story

FOUND = 240e3  # milliseconds that a job may take that asks 100 rows on a busy machine
CROSSED = 480e3  # and six trainings after one another


@pytest.mark.timeout(900)
def test_from_the_question_to_the_verdict_on_crosses(working: Served, story: Story, page: Page) -> None:
    page.goto(f"{working.address}/runs/{story.short}/interactions")
    choose(page, "Rows that are asked", "100 rows")
    page.get_by_role("button", name="Find sets of fields that act together").click()
    sets = page.get_by_role("region", name="Sets of fields that act together, 100 rows of test")
    expect(sets).to_be_visible(timeout=FOUND)
    expect(page.get_by_role("region", name="What was found")).to_contain_text(
        re.compile("act together in .* of 100 rows")
    )

    line = sets.get_by_role("row").nth(2)
    name = line.get_by_role("cell").nth(1).inner_text()
    line.click()
    by_value = page.get_by_role("region", name=f"The set {name}")
    expect(by_value).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^row \d+$")).first.click()
    expect(page.get_by_role("region", name=re.compile(r"^What row \d+ leans on"))).to_be_visible()

    sets.get_by_role("checkbox", name="Select all rows").check()
    sets.get_by_role("button", name=re.compile("^Cross ")).click()
    job = sets.get_by_role("region", name=re.compile("^Cross "))
    expect(job.get_by_role("status")).to_contain_text("running")
    verdict = job.locator("[data-held]")
    expect(verdict).to_contain_text("AUC", timeout=CROSSED)
    expect(job.get_by_role("link", name="Compare the two")).to_be_visible()


def test_the_letter_i_goes_there_and_an_unasked_run_says_how_to_ask(service: Served, story: Story, page: Page) -> None:
    page.goto(f"{service.address}/runs/{story.short}/layers")
    expect(page.get_by_role("main").get_by_role("region").first).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("main")).to_contain_text("was not asked yet")
    expect(page.get_by_role("button", name="Find sets of fields that act together")).to_be_visible()
