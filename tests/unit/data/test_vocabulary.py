import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import CorruptError
from clicklens.core.table import Cutoff, Hashing
from clicklens.data import vocabulary as module
from clicklens.data.value_count import ValueCount
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary


def vocabulary(values, *, kind="text", min_count=1):
    count = ValueCount(kind)
    count.add(pa.array(values, pa.int64() if kind == "integer" else pa.large_string()))
    return ValueVocabulary.of(count, Cutoff(min_count=min_count))


def test_the_most_frequent_value_is_1_and_equals_are_by_value():
    found = vocabulary(["b", "c", "c", "a"])
    assert found.encode(pa.array(["c", "a", "b", "z", None])).tolist() == [1, 2, 3, 0, 0]
    assert found.decode([1, 2, 3, 0]) == ["c", "a", "b", None]
    assert found.counts.tolist() == [0, 2, 1, 1]
    assert found.size == 4


def test_values_under_the_cut_off_are_unknown_and_counted_at_0():
    found = vocabulary([5, 5, 6, 7], kind="integer", min_count=2)
    assert found.size == 2
    assert found.counts.tolist() == [2, 2]
    assert found.encode(pa.array([5, 6])).tolist() == [1, 0]


def test_numbers_decode_to_text():
    assert vocabulary([16777216, 16777217, 16777217], kind="integer").decode([1, 2]) == ["16777217", "16777216"]


@given(st.lists(st.text(max_size=12), min_size=1), st.lists(st.text(max_size=12)))
def test_known_text_comes_back_and_unknown_text_is_0(known, asked):
    found = vocabulary(known)
    assert found.decode(found.encode(pa.array(known))) == known
    ids = found.encode(pa.array(asked, pa.string()))
    assert [i > 0 for i in ids] == [text in set(known) for text in asked]


def test_known_text_whose_hashes_collide_is_parted_by_another_seed(monkeypatch):
    real = module.stable_hash
    monkeypatch.setattr(module, "stable_hash", lambda keys, *, seed: real(keys, seed=seed) * np.uint64(seed > 0))
    found = vocabulary(["a", "b"])
    assert found.encode(pa.array(["a", "b", "c"])).tolist() == [1, 2, 0]


def test_unknown_text_that_hashes_like_known_text_stays_unknown(monkeypatch):
    monkeypatch.setattr(module, "stable_hash", lambda keys, *, seed: np.full(len(keys), seed, dtype=np.uint64))
    assert vocabulary(["a"]).encode(pa.array(["a", "zzz"])).tolist() == [1, 0]


def test_an_empty_vocabulary_knows_nothing():
    assert vocabulary([]).encode(pa.array(["a"])).tolist() == [0]
    assert vocabulary([], kind="integer").encode(pa.array([1, None])).tolist() == [0, 0]


@pytest.mark.parametrize(("kind", "values"), [("text", ["x", "y", "y"]), ("integer", [1, 2, 2])])
def test_a_saved_vocabulary_is_read_back_the_same(tmp_path, kind, values):
    found = vocabulary(values, kind=kind)
    found.save(tmp_path / "v.parquet")
    again = ValueVocabulary.load(tmp_path / "v.parquet")
    assert again.digest() == found.digest()
    assert again.counts.tolist() == found.counts.tolist()
    assert again.encode(pa.array(values)).tolist() == found.encode(pa.array(values)).tolist()


def test_hashed_values_lie_in_the_buckets_and_collide_on_purpose(tmp_path):
    counts = np.array([0, 4, 5, 6])
    found = HashVocabulary(Hashing(buckets=3), "text", counts)
    ids = found.encode(pa.array([f"v{i}" for i in range(99)] + [None]))
    assert set(ids[:-1].tolist()) == {1, 2, 3}
    assert ids[-1] == 0
    assert found.size == 4
    assert found.decode([0, 2]) == [None, "bucket 2"]
    found.save(tmp_path / "v.parquet")
    again = HashVocabulary.load(tmp_path / "v.parquet", rule=Hashing(buckets=3), kind="text")
    assert again.counts.tolist() == counts.tolist()
    assert again.digest() == found.digest()


def test_a_torn_vocabulary_is_named(tmp_path):
    (tmp_path / "v.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(CorruptError, match=r"v\.parquet: the vocabulary cannot be read"):
        ValueVocabulary.load(tmp_path / "v.parquet")
