import numpy as np
import pytest

from clicklens.analysis.attention_rows import chosen_rows
from clicklens.core.errors import ConfigError, NotFoundError
from tests.weighing_models import long_histories, weighing_live


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return weighing_live(long_histories(tmp_path_factory.mktemp("rows")))


def test_rows_are_drawn_by_the_seed(live):
    first, again, other = (chosen_rows(live, "train", None, rows=50, seed=seed) for seed in (0, 0, 1))
    assert len(first.batch) == 50
    assert first.batch.example_ids.tolist() == again.batch.example_ids.tolist()
    assert first.batch.example_ids.tolist() != other.batch.example_ids.tolist()


def test_rows_are_those_that_a_snapshot_kept(live):
    kept = live.dataset.split("train").example_ids[[3, 7, 100]]
    rows = chosen_rows(live, "train", kept, rows=50, seed=0)
    assert rows.batch.example_ids.tolist() == kept.tolist()
    assert rows.clicked.tolist() == (live.dataset.split("train").labels("click")[[3, 7, 100]] > 0).tolist()


def test_a_mean_is_of_the_chosen_rows_and_of_enough_of_them(live):
    rows = chosen_rows(live, "train", None, rows=100, seed=0)
    values, chosen = np.arange(100.0)[:, None], np.arange(100) < 40
    (mean,) = rows.means(values, chosen, seed=0)
    assert mean.value == pytest.approx(19.5)
    assert mean.low < 19.5 < mean.high
    assert rows.means(values, np.arange(100) < 5, seed=0) == [None]


def test_a_wrong_number_or_split_is_told(live):
    with pytest.raises(ConfigError, match="1 to 20,000 can be"):
        chosen_rows(live, "train", None, rows=0, seed=0)
    with pytest.raises(NotFoundError, match="did you mean 'train'"):
        chosen_rows(live, "tarin", None, rows=5, seed=0)
