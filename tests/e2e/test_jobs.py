"""Jobs: what was asked, and where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from clicklens.jobs import open_queue
from tests.served import Served
from tests.story_run import Story


def test_a_job_that_waits_is_shown_paused_and_stopped(page: Page, story: Story, tmp_path: Path) -> None:
    store = Path(shutil.copytree(story.store, tmp_path / "runs"))
    job = open_queue(store).submit({"kind": "analyze", "run": story.story, "analysis": "scores", "settings": {}})
    with Served(store) as served:
        page.goto(f"{served.address}/jobs")
        page.get_by_role("table").get_by_text(job.name).first.click()
        expect(page.get_by_role("main")).to_contain_text("queued")
        expect(page.get_by_role("main")).to_contain_text("clicklens worker")
        page.get_by_role("button", name="Pause").first.click()
        expect(page.get_by_role("main")).to_contain_text("paused")
        page.get_by_role("button", name="Stop").first.click()
        expect(page.get_by_role("main")).to_contain_text("stopped")
        page.goto("about:blank")
