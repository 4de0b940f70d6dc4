import numpy as np
import pyarrow as pa
import pytest

from clicklens.core.errors import DataError
from clicklens.core.field import CategoricalField, DenseField, ImageField, NumericField, SequenceField
from clicklens.data.raw_value import cells, entries_of

NAME = CategoricalField(name="name")
TAGS = CategoricalField(name="tags", multi=True)
JOINED = SequenceField(name="past", delimiter="|")
PRICE = NumericField(name="price")
VECTOR = DenseField(name="vector", width=2)
PICTURE = ImageField(name="picture")


def plain(values, field, keys="text"):
    return cells(values, field, keys=keys).to_pylist()


def test_a_name_is_text_whatever_it_was_given_as():
    assert plain(["a", 5, 5.0, True, None, "007"], NAME) == ["a", "5", "5", "true", None, "007"]


def test_whole_numbers_are_exact_to_the_last_digit_and_what_is_none_is_no_key():
    most = 2**63 - 1
    assert plain([str(most), most, -3, "x", "1.5", str(most + 1)], NAME, "integer") == [
        most,
        most,
        -3,
        None,
        None,
        None,
    ]
    assert cells(["1"], NAME, keys="integer").type == pa.int64()


def test_many_values_come_as_a_list_as_one_value_or_joined():
    assert plain([["a", 2], "a", None, []], TAGS) == [["a", "2"], ["a"], None, []]
    assert plain(["a|b", ["c|d"]], JOINED) == [["a", "b"], ["c|d"]]
    assert entries_of("a|b|", JOINED) == ["a", "b"]
    assert entries_of(["a", None], TAGS) == ["a"]


def test_numbers_may_be_spelled():
    assert plain([1, " 2.5 ", "1e3", None, "", True], PRICE) == [1.0, 2.5, 1000.0, None, None, 1.0]


def test_vectors_and_pictures():
    assert plain([[1, "2"], None], VECTOR) == [[1.0, 2.0], None]
    assert plain(["a.png", None], PICTURE) == ["a.png", None]


@pytest.mark.parametrize(
    ("value", "field", "told"),
    [
        ("cheap", PRICE, "field 'price' is 'cheap': a number is needed"),
        ("1_000", PRICE, "a number is needed"),
        ([1.0], PRICE, "a number is needed"),
        (float("nan"), PRICE, "a finite number"),
        (1e39, PRICE, "a finite number below 3.4e"),
        (10**400, PRICE, "a number is needed"),
        (1.5, NAME, "one text or one whole number"),
        (["a"], NAME, r"field 'name' is \['a'\]: one text or one whole number"),
        ([["a"]], TAGS, "one text or one whole number"),
        ({"a": 1}, NAME, "one text"),
        (np.inf, NAME, "one text"),
        ([1.0], VECTOR, "a list of 2 numbers"),
        ([1.0, None], VECTOR, "none of them missing"),
        (5, PICTURE, "the key of a picture"),
    ],
)
def test_what_cannot_be_a_value_is_named_with_what_is_needed(value, field, told):
    with pytest.raises(DataError, match=told):
        cells([value], field, keys="text")
