from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import CorruptError, RequestError
from clicklens.store.plain_json import from_text, to_text

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
plain = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), plain))
def test_values_are_read_back_as_they_were(value: dict[str, Any]) -> None:
    assert from_text(to_text(value, source="x"), path=Path("x")) == value


def test_the_order_of_keys_is_kept() -> None:
    assert to_text({"b": 1, "a": (2, 3)}, source="x") == '{"b":1,"a":[2,3]}'


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [0.0, float("nan")]}, r"^state\.a\.1 is nan; only finite"),
        ({"a": {"b": float("-inf")}}, r"^state\.a\.b is -inf"),
        ({"a": {1: 2}}, r"^state\.a: the key 1 is a int; keys must be text"),
        ({"a": {1, 2}}, r"^state\.a is a set; only text"),
        ({"a": b"x"}, r"^state\.a is a bytes"),
    ],
)
def test_what_json_would_lose_or_bend_is_refused_and_named(value: object, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        to_text(value, source="state")


@pytest.mark.parametrize("text", ["", "{", '{"a":1', "[1]", "null", "1", "\0", "[" * 100_000])
def test_what_is_no_object_is_corrupt_and_the_file_is_named(text: str) -> None:
    with pytest.raises(CorruptError, match=r"^some/info\.json: "):
        from_text(text, path=Path("some/info.json"))
