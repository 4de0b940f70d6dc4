"""Which checkpoint answers."""

import pytest

from clicklens.core.errors import UnavailableError
from clicklens.workbench.checkpoint_choice import best_checkpoint, nearest_checkpoint


class Kept:
    """A store that kept these checkpoints of a run, and no snapshots."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def checkpoint_steps(self, _run):
        return self.steps

    def snapshot_steps(self, _run):
        return []


def test_the_nearest_checkpoint_answers_and_a_far_one_is_refused():
    store = Kept(100, 200)
    assert nearest_checkpoint(store, "run", 190) == 200
    with pytest.raises(
        UnavailableError, match=r"no checkpoint near step 10 \(it has 100, 200\).*checkpoints.keep"
    ) as refused:
        nearest_checkpoint(store, "run", 10)
    assert refused.value.steps == (100, 200)


def test_without_snapshots_the_newest_is_the_best():
    assert best_checkpoint(Kept(100, 200), "run") == 200


def test_a_run_without_any_says_what_to_do():
    with pytest.raises(UnavailableError, match=r"kept no checkpoint.*resume it"):
        best_checkpoint(Kept(), "run")
