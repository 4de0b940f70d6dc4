"""The grid holds every combination once."""

from clicklens.search import SearchSpec
from clicklens.search.grid import grid_settings

SPACE = {"a": {"choices": [[1], [2]]}, "b": {"low": 1, "high": 3}}


def spec(seed):
    return SearchSpec.parse({"sampler": "grid", "seed": seed, "space": SPACE}, source="the test")


def test_every_combination_comes_once_in_an_order_of_the_seed():
    orders = []
    for seed in (0, 1):
        found = [grid_settings(spec(seed), number) for number in range(1, 7)]
        assert sorted((s["a"][0], s["b"]) for s in found) == [(a, b) for a in (1, 2) for b in (1, 2, 3)]
        assert found == [grid_settings(spec(seed), number) for number in range(1, 7)]
        orders.append(found)
    assert orders[0] != orders[1]
