"""From what a predictor says to a logit."""

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions.link import logits


def test_logits_stay_and_probabilities_become_logits_that_are_finite():
    assert logits([0.5, -3], asked=2, link="identity").tolist() == [0.5, -3.0]
    found = logits([0.0, 0.5, 0.8, 1.0], asked=4, link="logit")
    assert found[1:3] == pytest.approx([0.0, np.log(4)])
    assert found[[0, 3]] == pytest.approx([-13.8, 13.8], abs=0.1)


@pytest.mark.parametrize(
    ("told", "link", "message"),
    [
        ([0.5, 1.5], "logit", "predict gave 1.5, which is no probability"),
        ([0.5, np.nan], "logit", "predict gave nan, which is no probability"),
        ([[0.5, 0.5]], "identity", r"given 2 rows and gave shape \(1, 2\)"),
    ],
)
def test_a_wrong_answer_is_told(told, link, message):
    with pytest.raises(DataError, match=message):
        logits(told, asked=2, link=link)
