"""The rows that are asked, and those that say what off means."""

import numpy as np
import pytest

from clicklens.analysis.interaction_rows import background_rows, drawn_rows
from clicklens.core.errors import NotFoundError
from tests.crossing_models import crossing_live


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return crossing_live(tmp_path_factory.mktemp("rows"))


def test_rows_are_drawn_once_and_the_same_again(live):
    first, second = (drawn_rows(live, "test", None, rows=20, seed=3) for _ in range(2))
    ids = first.example_ids.tolist()
    assert ids == second.example_ids.tolist()
    assert len(set(ids)) == 20
    assert ids != drawn_rows(live, "test", None, rows=20, seed=4).example_ids.tolist()


def test_of_the_rows_that_a_snapshot_kept_where_it_did(live):
    kept = live.dataset.split("test").example_ids[:10]
    found = drawn_rows(live, "test", np.asarray(kept), rows=4, seed=0)
    assert set(found.example_ids.tolist()) <= set(kept.tolist())
    assert len(drawn_rows(live, "test", np.asarray(kept), rows=400, seed=0)) == 10


def test_the_background_is_of_training(live):
    ids = set(live.dataset.split("train").example_ids.tolist())
    assert set(background_rows(live, seed=0).example_ids.tolist()) <= ids


def test_an_unknown_split_is_told(live):
    with pytest.raises(NotFoundError, match="tset"):
        drawn_rows(live, "tset", None, rows=4, seed=0)
