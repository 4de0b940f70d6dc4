import numpy as np
import pytest

from clicklens.data.simulate import WorldSpec
from clicklens.data.simulate.names import Names
from clicklens.data.simulate.population import Population


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(Population(WorldSpec.small()))


def test_codes_become_words(names: Names) -> None:
    assert names.column("device", np.array([0, 2])).to_pylist() == ["phone", "tablet"]
    assert names.column("category", np.array([0])).to_pylist() == ["phones"]
    assert names.column("query", np.array([0, 639])).to_pylist() == ["phones 1", "perfume 40"]
    assert names.column("position", np.array([0, 7])).to_pylist() == [1, 8]


def test_padding_becomes_the_end_of_a_list(names: Names) -> None:
    lists = names.column("recent_categories", np.array([[1, 0, -1], [-1, -1, -1], [2, 2, 2]])).to_pylist()
    assert lists == [["laptops", "phones"], [], ["cameras"] * 3]


def test_scattered_ids_stay_distinct(names: Names) -> None:
    ids = names.column("user_id", np.arange(200_000)).to_pylist()
    assert len(set(ids)) == 200_000
    assert min(ids) >= 0
