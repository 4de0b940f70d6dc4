"""Any predictor's row, explained."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from clicklens.core.errors import DataError
from clicklens.interactions import ArchDetect, Nid, Off, Sampling, SurrogateSettings, WordBox, explain, explain_box
from tests.black_boxes import planted_box

ROWS = pd.DataFrame(
    {
        "price": [1.0, 2.0, 3.0, 4.0],
        "city": pd.Categorical(["Rome", "Oslo", "Oslo", "Bern"]),
        "visits": [0, 1, 1, 2],
    }
)


def predict(rows: pd.DataFrame) -> np.ndarray:
    """A product of price and city, and visits beside it."""
    return rows["price"].to_numpy() * (rows["city"] == "Oslo").to_numpy() + 0.1 * rows["visits"].to_numpy()


def test_a_product_by_hand():
    """Off: mean price 2.5, Oslo in half of the rows, 1 visit. Row 4, Oslo, 2: alone 4 · ½, 2.5, 0.2; together 4."""
    told = explain(predict, {"price": 4.0, "city": "Oslo", "visits": 2}, ROWS)
    assert told.logit == pytest.approx(4.2)
    base = (2 + 3) / 4 + 0.1
    assert told.base == pytest.approx(base)
    assert [part.brings for part in told.fields] == pytest.approx([2 + 0.1 - base, 2.5 + 0.1 - base, 0.1])
    assert [part.value for part in told.fields] == ["4.0", "Oslo", "2"]
    (pair,) = told.sets
    assert pair.fields == ("price", "city")
    assert pair.brings == pytest.approx(4 + 0.1 - base)
    assert pair.beyond == pytest.approx((4.1 - base) - (2.1 - base) - (2.6 - base))
    assert told.detector == "arch_detect"
    assert told.off == "resample"


@pytest.mark.parametrize(
    "row", [ROWS.iloc[1], ROWS.iloc[[1]], dict(ROWS.iloc[1])], ids=["a series", "a frame", "a mapping"]
)
def test_a_row_may_be_given_in_many_forms(row):
    assert explain(predict, row, ROWS).logit == pytest.approx(2.1)


def test_a_classifier_of_scikit_learn_over_an_array_adds_and_so_has_no_interactions():
    random = np.random.default_rng(0)
    x = random.normal(size=(300, 4))
    model = LogisticRegression().fit(x, x[:, 0] + x[:, 1] > 0)
    told = explain(lambda rows: model.predict_proba(rows)[:, 1], x[0], x, off=Off(kind="mean"), link="logit")
    assert told.logit == pytest.approx(model.decision_function(x[:1])[0], abs=1e-3)
    assert max((part.strength for part in told.sets), default=0.0) < 1e-6


def test_another_detector_and_fewer_sets():
    nid = Nid(
        sampling=Sampling(train=400, validation=100, test=100), surrogate=SurrogateSettings(hidden=(16, 8), epochs=20)
    )
    told = explain(predict, ROWS.iloc[1], ROWS, detector=nid, most=1)
    assert told.detector == "nid"
    assert len(told.sets) == 1
    assert told.fidelity > 0.9
    assert explain(predict, ROWS.iloc[1], ROWS, detector=ArchDetect(), most=0).sets == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"price": 1.0, "citty": "Oslo", "visits": 1}, "no column 'citty'; did you mean 'city'?"),
        ({"price": 1.0}, "no value for city, visits"),
        (ROWS, "one row is explained at a time, and 4 were given"),
    ],
)
def test_a_wrong_row_is_told(row, message):
    with pytest.raises(DataError, match=message.replace("?", r"\?")):
        explain(predict, row, ROWS)


def test_an_array_of_another_width_is_told():
    with pytest.raises(DataError, match="the row has 3 values, the background 4 columns"):
        explain(predict, np.zeros(3), np.zeros((5, 4)))


def test_a_text_is_explained_as_a_row_is():
    box = WordBox(lambda texts: [float("not good" in text) for text in texts], "it is not good")
    told = explain_box(box, values=box.words, most=2)
    assert (told.logit, told.base, told.off) == (1.0, 0.0, "as the box has it")
    assert told.sets[0].fields == ("not", "good")
    assert told.sets[0].beyond == 1.0
    assert [part.value for part in told.fields] == ["it", "is", "not", "good"]


def test_a_box_of_many_instances_is_told():
    with pytest.raises(DataError, match="one instance is explained at a time, and the box has 2"):
        explain_box(planted_box())
