"""What is not there, or no longer: runs, tokens; each told in words, with a way on."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from clicklens.store import open_store
from tests.browser import Faults
from tests.served import Served
from tests.story_run import SHORT, Story

FIRST, SECOND = "the-first-token-of-two", "the-second-token-of-two"
UNREACHABLE = r"net::ERR_"


def test_a_stale_link_says_so_and_leads_to_all_runs(
    show: Callable[[str], Page], faults: list[Faults], story: Story
) -> None:
    faults[0].expect("status of 404")
    page = show("/runs/gone-since-long/map?step=100")
    expect(page.get_by_role("heading", name="There is no such run")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="All runs").click()
    expect(page.get_by_role("table", name="Runs")).to_be_visible()
    show("/nowhere")
    expect(page.get_by_role("heading", name="There is no page at this address")).to_be_visible()


def test_a_selection_that_was_cut_in_a_link_is_told_and_all_rows_are_shown(show: Callable[[str], Page]) -> None:
    page = show("map?sel=eyJjbGF1c2")
    expect(page.get_by_text("The link's selection was cut: all rows are shown")).to_be_visible()


def test_a_run_that_is_deleted_while_it_is_looked_at(
    story: Story, tmp_path: Path, page: Page, faults: list[Faults]
) -> None:
    faults[0].expect("status of 404")
    store = Path(shutil.copytree(story.store, tmp_path / "runs"))
    with Served(store) as served:
        page.goto(f"{served.address}/runs/{story.short}/overview")
        expect(page).to_have_title(f"Overview · {SHORT} · ClickLens")
        page.request.delete(f"{served.address}/api/v1/runs/{story.short}")
        page.get_by_role("button", name="Restore it").click()
        expect(page.get_by_text("This run is in the bin")).to_have_count(0)
        open_store(store).delete_run(story.short)
        expect(page.get_by_role("heading", name="This run was removed while you looked at it")).to_be_visible()
        page.goto("about:blank")


def test_a_token_that_is_no_longer_right_is_asked_for_again(story: Story, page: Page, faults: list[Faults]) -> None:
    faults[0].expect("status of 401")
    faults[0].expect(UNREACHABLE)
    box = page.get_by_role("dialog", name="Sign in to ClickLens")
    table = page.get_by_role("table", name="Runs")
    with Served(story.store, environment={"CLICKLENS_TOKEN": FIRST}) as served:
        page.goto(served.address)
        box.get_by_label("Token").fill(FIRST)
        box.get_by_role("button", name="Sign in").click()
        expect(table).to_be_visible()
        served.end(signal.SIGKILL)
        served.wait(10)
    port = served.address.rpartition(":")[2]
    with Served(story.store, "--port", port, environment={"CLICKLENS_TOKEN": SECOND}):
        expect(box).to_contain_text("The service does not know this token")
        box.get_by_label("Token").fill(SECOND)
        box.get_by_role("button", name="Sign in").click()
        expect(box).to_have_count(0)
        expect(table).to_be_visible()
        page.goto("about:blank")
