"""Any predictor over a table."""

import numpy as np
import pandas as pd
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions import Off, TableBox

KEPT = np.array([[True, True, True], [False, True, True], [False, False, False]])


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "price": [1.0, 2.0, 4.0, 9.0],
            "city": pd.Categorical(["Rome", "Oslo", "Oslo", "Bern"]),
            "visits": [10, 20, 30, 40],
        }
    )


def predict(rows: pd.DataFrame) -> np.ndarray:
    return rows["price"].to_numpy() + 100.0 * (rows["city"] == "Oslo").to_numpy() + 1000.0 * rows["visits"].to_numpy()


def test_off_resample_is_the_mean_over_background_rows():
    rows, background = frame().iloc[:2], frame().iloc[2:]
    answers = TableBox(predict, rows, background).ask(KEPT)
    assert answers[0].tolist() == [10001, 10000 + (4 + 9) / 2, (4 + 9) / 2 + 50 + 35000]
    assert answers[1].tolist() == [20102, 20100 + (4 + 9) / 2, (4 + 9) / 2 + 50 + 35000]


def test_off_mean_is_the_mean_of_numbers_and_the_most_frequent_word():
    answers = TableBox(predict, frame().iloc[:1], frame(), off=Off(kind="mean")).ask(KEPT)
    assert answers[0].tolist() == [10001, 10004, 4 + 100 + 25000]


def test_off_zero_is_zero_and_words_have_none():
    numbers = frame()[["price", "visits"]]
    box = TableBox(
        lambda rows: rows.sum(axis=1).to_numpy(), numpy_rows := numbers.iloc[:1], numbers, off=Off(kind="zero")
    )
    assert box.ask(KEPT[:, :2])[0].tolist() == [11.0, 10.0, 0.0]
    assert list(numpy_rows.columns) == ["price", "visits"]
    with pytest.raises(DataError, match="column 'city' holds category, which has no zero"):
        TableBox(predict, frame(), frame(), off=Off(kind="zero"))


def test_the_predictor_sees_tables_as_they_were_given():
    seen = []

    def look(rows):
        seen.append(rows)
        return np.zeros(len(rows))

    TableBox(look, frame().iloc[:1], frame().iloc[1:]).ask(KEPT)
    assert list(seen[0].dtypes) == list(frame().dtypes)
    assert list(seen[0].columns) == list(frame().columns)
    values = np.arange(12.0).reshape(4, 3)
    box = TableBox(look, values, values)
    box.ask(KEPT)
    assert isinstance(seen[-1], np.ndarray)
    assert box.fields == ("x0", "x1", "x2")


def test_probabilities_become_logits_that_are_finite():
    box = TableBox(lambda rows: rows[:, 0], np.array([[0.25, 0.0]]), np.array([[1.0, 0.0]]), link="logit")
    found = box.ask(np.array([[True, True], [False, True]]))[0]
    assert found == pytest.approx([np.log(1 / 3), np.log((1 - 1e-6) / 1e-6)])


@pytest.mark.parametrize(
    ("answer", "link", "message"),
    [
        (lambda rows: np.full(len(rows), 1.5), "logit", "predict gave 1.5, which is no probability"),
        (lambda rows: np.full(len(rows), np.nan), "logit", "predict gave nan, which is no probability"),
        (lambda rows: np.full(len(rows), np.nan), "identity", "answered nan for example 0"),
        (lambda rows: np.zeros((len(rows), 2)), "identity", r"gave shape \(3, 2\).*predict_proba"),
    ],
)
def test_a_wrong_answer_is_told(answer, link, message):
    with pytest.raises(DataError, match=message):
        TableBox(answer, frame().iloc[:1], frame().iloc[:1], link=link).ask(KEPT)


def test_wrong_tables_are_told():
    with pytest.raises(DataError, match="both must have the same, in the same order"):
        TableBox(predict, frame(), frame()[["city", "price", "visits"]])
    with pytest.raises(DataError, match="the background has no rows"):
        TableBox(predict, frame(), frame().iloc[:0])
    with pytest.raises(DataError, match=r"not an array of shape \(3,\)"):
        TableBox(predict, np.zeros(3), np.zeros((2, 3)))
