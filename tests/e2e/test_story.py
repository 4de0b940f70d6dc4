"""The whole story by clicking: what is wrong, which field, which rows, which layer, and whether the remedy works."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import choose, lasso, percent_in
from tests.served import Served
from tests.story_run import ALARM, BEST, STORY

ANSWERED = 120e3  # milliseconds that all analyses of all snapshots may take together
REFINED = 240e3  # and four trainings after one another
LEARNT_BY_HEART = [(0.005, 0.35), (0.1, 0.35), (0.1, 0.7), (0.005, 0.7)]  # where clicked rows of training gather


def go_to(page: Page, view: str) -> None:
    page.get_by_role("navigation", name="Views").get_by_role("link", name=view, exact=True).click()
    expect(page).to_have_title(re.compile(f"^{view} · {STORY}"))


@pytest.mark.timeout(600)
def test_from_the_alarm_to_the_verdict(working: Served, page: Page) -> None:
    page.goto(working.address)
    page.get_by_role("table", name="Runs").get_by_role("cell", name=STORY, exact=True).click()
    found = page.get_by_role("region", name="What was found")
    expect(found).to_contain_text(f"Over-fitting since step {ALARM}", timeout=ANSWERED)
    go_to(page, "Generalisation")
    expect(page.get_by_role("heading", name=f"Over-fitting alarm: rang at step {ALARM}")).to_be_visible()

    go_to(page, "Features")
    expect(found).to_contain_text(
        re.compile(r"leans on user_id: its share of saliency on test went from \d% .* to \d\d%")
    )
    expect(page.get_by_role("combobox", name="Field that is followed")).to_have_value("user_id")
    expect(found.get_by_role("button", name="Make user_id a bias")).to_be_visible()

    go_to(page, "Map")
    choose(page, "Split", "train")
    lasso(page.get_by_role("group", name="Rows of train in layer 4"), LEARNT_BY_HEART)
    chip = page.get_by_role("button", name=re.compile("^Selection: .* rows: lasso on the map of layer"))
    expect(chip).to_be_visible()
    rate = page.get_by_role("table", name="The selection against the rest").get_by_role("row", name="Click rate")
    expect(rate).to_be_visible()
    assert percent_in(rate.get_by_role("cell").nth(0)) > 60
    assert percent_in(rate.get_by_role("cell").nth(1)) < 5
    choose(page, "Split", "test")  # rows that the model has not seen, at the same place of the same map
    expect(page.get_by_role("group", name="Rows of test in layer 4")).to_be_visible()
    expect(rate.get_by_role("cell").nth(0)).to_contain_text(re.compile(r"^[12]?\d\.\d%"))
    expect(chip).to_be_visible()
    page.get_by_role("button", name="Remove the selection").click()
    expect(chip).to_have_count(0)

    go_to(page, "Layers")
    expect(found).to_contain_text(re.compile(r"[Ll]ayers? (3 and )?4 .* can go"), timeout=ANSWERED)
    expect(page.get_by_text(f"What to drop is judged at step {BEST}")).to_be_visible()
    found.get_by_role("button", name="Drop layer 4").click()
    job = page.get_by_role("region", name="Drop layer 4")
    expect(job.get_by_role("status")).to_contain_text("running")
    expect(job.get_by_role("progressbar")).to_be_visible()
    verdict = job.locator("[data-held]")
    expect(verdict).to_contain_text("AUC", timeout=REFINED)
    expect(verdict).to_contain_text("3 seeds")
    assert verdict.get_attribute("data-held") in ("true", "unknown")
    expect(job.get_by_role("link", name="Compare the two")).to_be_visible()
