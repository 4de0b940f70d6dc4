"""Neurons: who is silent, and one neuron from close by."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def test_silent_neurons_are_told_and_one_neuron_can_be_opened(show: Callable[[str], Page], found: Locator) -> None:
    page = show("neurons")
    expect(found).to_contain_text("neurons of layer 4 are barely active on test", timeout=120e3)
    for layer, width in enumerate((64, 32, 16, 8), start=1):
        expect(page.get_by_role("region", name=f"{width} neurons of layer {layer}")).to_be_visible()
    page.get_by_role("combobox", name="Go to a neuron").fill("4.3")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="neuron 3 of layer 4").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("region", name="64 neurons of layer 1")).to_be_visible()
