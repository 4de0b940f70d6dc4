import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from clicklens.data.stable_hash import stable_hash, unit_interval

_MASK = (1 << 64) - 1


def mixed(x):
    """SplitMix64 in plain whole numbers."""
    x = (x + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def texts(values):
    return pa.array(values, pa.large_string())


def test_the_hash_never_changes_because_splits_and_buckets_depend_on_it():
    assert stable_hash(np.array([0, 1, -1]), seed=0).tolist() == [
        5095610196844313600,
        6728581669027343264,
        3942601436946758747,
    ]
    assert stable_hash(texts(["", "a", "user_12345", "ü" * 9]), seed=7).tolist() == [
        9391409690812996836,
        6065021430036279506,
        7174642073390197816,
        14657953494628666267,
    ]


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 99))
def test_numbers_hash_by_splitmix64(number, seed):
    start = mixed(seed + 0x9E3779B97F4A7C15)
    assert int(stable_hash(np.array([number]), seed=seed)[0]) == mixed((number & _MASK) ^ start)


@given(st.lists(st.text(max_size=30), max_size=20), st.integers(0, 5))
def test_a_text_hashes_the_same_alone_and_among_others(values, cut):
    whole = stable_hash(texts(values))
    alone = [int(stable_hash(texts([value]))[0]) for value in values]
    assert whole.tolist() == alone
    assert stable_hash(texts(values).slice(min(cut, len(values)))).tolist() == alone[min(cut, len(values)) :]


def test_a_million_numbers_and_texts_hash_apart_and_evenly():
    numbers = np.arange(200_000)
    for hashes in (stable_hash(numbers), stable_hash(pa.array(numbers).cast(pa.large_string()))):
        assert len(np.unique(hashes)) == len(numbers)
        counts = np.histogram(unit_interval(hashes), bins=10, range=(0, 1))[0]
        assert np.abs(counts / 20_000 - 1).max() < 0.05


def test_texts_that_differ_only_in_trailing_zero_bytes_hash_apart():
    assert len(set(stable_hash(texts(["a", "a\0", "a\0\0", "\0a"])).tolist())) == 4


def test_another_seed_gives_another_hash():
    assert stable_hash(np.arange(9), seed=1).tolist() != stable_hash(np.arange(9), seed=2).tolist()
    assert stable_hash(np.arange(2), seed=-1).dtype == np.uint64
