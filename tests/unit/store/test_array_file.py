from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from safetensors.numpy import load

from clicklens.core.errors import CorruptError, RequestError
from clicklens.store.array_file import Lazy, array_chunks, open_arrays

KINDS = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "?", ">f4", ">i8"]
any_array = st.sampled_from(KINDS).flatmap(lambda kind: arrays(kind, array_shapes(min_dims=0, min_side=0, max_side=4)))


def written(values: dict[str, Any]) -> bytes:
    return b"".join(bytes(chunk) for chunk in array_chunks(values))


@given(st.dictionaries(st.text(), any_array, max_size=4))
def test_the_library_of_the_format_reads_what_we_write(values: dict[str, Any]) -> None:
    values.pop("__metadata__", None)  # the one name that the format keeps for itself
    found = load(written(values))
    assert set(found) == set(values)
    for name, expected in values.items():
        assert found[name].shape == expected.shape
        np.testing.assert_array_equal(found[name], expected)


def test_every_array_starts_at_a_multiple_of_its_own_width() -> None:
    data = written({"a": np.ones(3, np.uint8), "b": np.ones(1, np.float64), "c": np.ones(1, np.float16)})
    header = int.from_bytes(data[:8], "little")
    assert header % 8 == 0
    assert data[8 + header :] == np.ones(1).tobytes() + np.ones(1, np.float16).tobytes() + b"\1\1\1"


def test_views_are_written_in_their_own_order() -> None:
    values = np.arange(24).reshape(2, 3, 4)
    found = load(written({"a": values.transpose(2, 0, 1), "b": values[:, ::-1, ::2]}))
    np.testing.assert_array_equal(found["a"], values.transpose(2, 0, 1))
    np.testing.assert_array_equal(found["b"], values[:, ::-1, ::2])


@pytest.mark.parametrize("values", [np.array(["x"]), np.array([None]), np.array([1j]), np.array(["2026"], "M8[Y]")])
def test_a_type_that_the_format_does_not_hold_is_refused_by_the_name_that_people_know(values: Any) -> None:
    with pytest.raises(RequestError, match=r"array 'momentum' is of type .*; kept are bool, float16"):
        list(array_chunks({"7": values}, names={"7": "momentum"}))


def test_one_array_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(written({"a": np.arange(3), "b": np.ones(2, np.float16)}))
    read = open_arrays(path)
    path.unlink()  # open is open
    assert read("a").tolist() == [0, 1, 2]
    assert read("b").dtype == np.float16
    with pytest.raises(CorruptError, match=r"x\.safetensors: "):
        read("c")


@pytest.mark.parametrize("keep", [0, 7, 8, 20, -1])
def test_a_truncated_file_is_corrupt_and_named(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(written({"a": np.arange(3)})[:keep])
    with pytest.raises(CorruptError, match=r"x\.safetensors: is torn"):
        open_arrays(path)


def test_a_lazy_mapping_reads_a_value_only_when_it_is_asked_for() -> None:
    asked: list[str] = []
    lazy = Lazy(["b", "a"], lambda name: asked.append(name) or len(asked))
    assert list(lazy) == ["b", "a"]
    assert len(lazy) == 2
    assert "a" in lazy
    assert "c" not in lazy
    assert repr(lazy) == "Lazy(b, a)"
    with pytest.raises(KeyError, match="c"):
        lazy["c"]
    assert asked == []
    assert [lazy["a"], lazy["a"]] == [1, 2]  # afresh each time: no array is held
