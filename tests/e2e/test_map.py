"""Map: rows as the model sees them, a lasso, and what the lasso leaves in the address."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import Faults, choose, lasso

LEFT = [(0.01, 0.3), (0.25, 0.3), (0.25, 0.7), (0.01, 0.7)]


def test_rows_in_a_lasso_are_held_against_the_rest_in_this_view_and_after_a_reload(show: Callable[[str], Page]) -> None:
    page = show("map")
    page.get_by_text("layer 2", exact=True).click()
    canvas = page.get_by_role("group", name="Rows of test in layer 2")
    expect(canvas.locator("canvas")).to_be_visible()
    choose(page, "Colour by", "pctr")
    expect(page.get_by_role("heading", name="Rows of test in layer 2 at step 360, by pctr")).to_be_visible()
    lasso(canvas, LEFT)
    chip = page.get_by_role("button", name=re.compile("^Selection: "))
    expect(chip).to_contain_text(re.compile(r"^[\d,]+ rows: lasso on the map of layer.2"))
    figures = page.get_by_role("table", name="The selection against the rest")
    expect(figures.get_by_role("row", name="AUC")).to_be_visible()
    said = chip.inner_text()
    page.reload()
    expect(chip).to_have_text(said)
    expect(figures.get_by_role("row", name="AUC")).to_be_visible()


def test_a_map_that_is_not_made_yet_offers_to_make_it(show: Callable[[str], Page], faults: list[Faults]) -> None:
    faults[0].expect("status of 409")  # the page asks for a t-SNE that nobody has made
    page = show("map?method=tsne")
    expect(page.get_by_role("button", name="Make it for this step")).to_be_visible()
