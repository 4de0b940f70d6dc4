"""Every model of the catalogue has every view, and nothing fails there. A new kind is covered by being listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from clicklens.data.simulate import simulated_dataset
from tests.browser import Faults
from tests.served import Served
from tests.zoo_runs import SPECS, WORLD, train_briefly

VIEWS = ("overview", "generalisation", "features", "weights", "interactions", "explore", "example")
OF_STATES = {  # view -> what it says where a model has no hidden layers to look into
    "neurons": "needs inner states",
    "layers": "needs inner states",
    "map": "has no inner states to draw",
}
STATELESS = ("logistic",)
REFUSED = "status of 409"  # an analysis that a model has nothing for
BUSY = "main [aria-busy=true]"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Trains a model of a kind: the address of its run."""
    folder = tmp_path_factory.mktemp("zoo")
    dataset, store = simulated_dataset(WORLD, folder / "world"), folder / "runs"
    with Served(store) as served:
        yield lambda kind: f"{served.address}/runs/{train_briefly(kind, dataset, store)}"


@pytest.mark.parametrize("kind", SPECS)
def test_every_view_of_a_model_is_drawn(
    trained: Callable[[str], str], page: Page, faults: list[Faults], kind: str
) -> None:
    if kind in STATELESS:
        faults[0].expect(REFUSED)
    page.goto(f"{trained(kind)}/{VIEWS[0]}")
    main = page.get_by_role("main")
    for view in VIEWS if kind in STATELESS else (*VIEWS, *OF_STATES):
        page.get_by_role("navigation").get_by_role("link", name=view.capitalize(), exact=True).click()
        expect(page).to_have_title(re.compile(f"^{view.capitalize()} "), timeout=60e3)
        expect(main.get_by_role("region").first).to_be_visible(timeout=60e3)
        expect(page.locator(BUSY)).to_have_count(0, timeout=60e3)
        assert main.get_by_role("alert").all_inner_texts() == [], view


@pytest.mark.parametrize("kind", STATELESS)
@pytest.mark.parametrize("view", OF_STATES)
def test_a_model_without_states_says_that_it_has_none(
    trained: Callable[[str], str], page: Page, faults: list[Faults], kind: str, view: str
) -> None:
    faults[0].expect(REFUSED)
    page.goto(f"{trained(kind)}/{view}")
    expect(page.get_by_role("main")).to_contain_text(OF_STATES[view], timeout=60e3)
