import numpy as np
import pytest

from clicklens.capture.figures import snapshot_figures
from clicklens.core.run import EXPECTED_LOSS
from tests.captured_runs import make_captured


def test_a_snapshot_says_what_loss_it_expects_on_held_out_rows() -> None:
    subject = make_captured(steps=1, rows=60)
    states = {split: subject.states(100, split) for split in subject.splits}
    pctr = subject.pctr(100, "test").astype(float)
    entropy = -(pctr * np.log(pctr) + (1 - pctr) * np.log(1 - pctr))
    found = snapshot_figures(states)
    assert found[EXPECTED_LOSS] == pytest.approx(entropy.mean(), rel=1e-5)
    assert found["fluctuation_ratio"] is not None


def test_without_held_out_rows_it_expects_nothing() -> None:
    subject = make_captured(steps=1, rows=60)
    assert snapshot_figures({"train": subject.states(100, "train")})[EXPECTED_LOSS] is None
