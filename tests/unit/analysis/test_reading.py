import numpy as np
import pytest

from clicklens.analysis.reading import reading, shown
from clicklens.core.field import CategoricalField, NumericField

NAME, PRICE = CategoricalField(name="name"), NumericField(name="price")
TAGS = CategoricalField(name="tags", multi=True, delimiter="|")


@pytest.mark.parametrize(
    ("value", "field", "read"),
    [
        ("a", NAME, "a"),
        (12345678901, NAME, "12345678901"),
        (5.0, NAME, "5"),
        (True, NAME, "true"),
        (None, NAME, None),
        (["a", None], NAME, ("a", None)),
        (np.array(["a", "b"], dtype=object), NAME, ("a", "b")),
        ("a|b", TAGS, ("a", "b")),
        (None, TAGS, None),
        ("2.5", PRICE, 2.5),
        (3, PRICE, 3.0),
        (float("nan"), PRICE, None),
        ("", PRICE, None),
    ],
)
def test_a_value_reads_the_same_wherever_it_came_from(value, field, read):
    assert reading(value, field) == read


def test_sentences_call_values_short():
    assert shown(("Drama", None)) == "Drama, nothing"
    assert (shown(12.0), shown(None), shown(())) == ("12", "nothing", "nothing")
    assert shown("x" * 50, length=10) == "x" * 9 + "…"
