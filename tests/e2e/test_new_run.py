"""New run: a form and its YAML say the same, and what is wrong is said at its field."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Faults
from tests.story_run import Story


def test_the_form_writes_yaml_and_the_yaml_fills_the_form(show: Callable[[str], Page], story: Story) -> None:
    page = show(f"/runs/new?from={story.short}")
    form, yaml = page.get_by_role("form", name="Settings of the run"), page.get_by_role("textbox", name="as YAML")
    form.get_by_label("Epochs (passes)").fill("3")
    expect(yaml).to_have_value(re.compile("^ *epochs: 3$", re.MULTILINE))


def test_a_wrong_key_and_a_wrong_value_are_told_where_they_stand(
    show: Callable[[str], Page], faults: list[Faults]
) -> None:
    faults[0].expect("status of 422")
    page = show("/runs/new")
    yaml = page.get_by_role("textbox", name="The request as YAML")
    yaml.fill("data:\n  name: movielens-100k\ntraining:\n  epoch: 4\n")
    training = page.get_by_role("group", name="Training", exact=True)
    expect(training.get_by_role("alert")).to_contain_text("epochs")
    expect(page.get_by_role("button", name="Start the run")).to_be_disabled()
    training.get_by_role("button", name="Use epochs").click()
    expect(training.get_by_role("alert")).to_have_count(0)
    expect(training.get_by_label("Epochs (passes)")).to_have_value("4")
    training.get_by_label("Epochs (passes)").fill("-1")
    expect(training).to_contain_text("It must be at least 1.")
