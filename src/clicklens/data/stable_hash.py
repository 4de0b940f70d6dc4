"""A hash of ids that is the same on every machine and in every version: it decides splits, buckets and samples."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_TEXT = np.uint64(0x2545F4914F6CDD1D)


def stable_hash(keys: pa.Array | np.ndarray, *, seed: int = 0) -> np.ndarray:
    """uint64 (n,) of int64 or large_string keys without nulls, evenly spread; other seeds give other hashes.

    SplitMix64's finaliser (Steele, Lea, Flood 2014) over whole numbers, and over the words of eight bytes of a text.
    """
    start = mixed(np.asarray([seed], dtype=np.int64).view(np.uint64) + GOLDEN)[0]
    if isinstance(keys, pa.Array) and keys.type == pa.large_string():
        return _text_hash(keys, start)
    whole = keys.to_numpy(zero_copy_only=False) if isinstance(keys, pa.Array) else keys
    return mixed(np.ascontiguousarray(whole, dtype=np.int64).view(np.uint64) ^ start)


def unit_interval(hashes: np.ndarray) -> np.ndarray:
    """float64 (n,) in [0, 1) from the upper 53 bits of a hash."""
    return np.asarray((hashes >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _text_hash(keys: pa.Array, start: np.uint64) -> np.ndarray:
    """Word by word over all texts at once; a text drops out when its words are used up."""
    _, offset_buffer, data = keys.buffers()
    offsets = np.frombuffer(offset_buffer, dtype=np.int64)[keys.offset : keys.offset + len(keys) + 1]
    used = np.frombuffer(data, dtype=np.uint8)[offsets[0] : offsets[-1]] if data is not None else np.empty(0, np.uint8)
    padded = np.concatenate([used, np.zeros(8, np.uint8)])
    words = np.ndarray((len(used) + 1,), dtype="<u8", buffer=padded.tobytes(), strides=(1,))  # one at each byte
    at = offsets[:-1] - offsets[0]
    left = np.diff(offsets)
    hashes = mixed(left.astype(np.uint64) * _TEXT ^ start)
    alive = np.flatnonzero(left > 0)
    while len(alive):
        spare = np.uint64(8) * (np.uint64(8) - np.minimum(left[alive], 8).astype(np.uint64))  # bits beyond the end
        word = (words[at[alive]] << spare) >> spare
        hashes[alive] = mixed(hashes[alive] ^ word)
        at[alive] += 8
        left[alive] -= 8
        alive = alive[left[alive] > 0]
    return hashes


def mixed(x: np.ndarray) -> np.ndarray:
    """uint64 (n,) spread evenly: a step of SplitMix64 from the state ``x``, uint64 (n,)."""
    with np.errstate(over="ignore"):
        x = x + GOLDEN
        x = (x ^ (x >> np.uint64(30))) * _FIRST
        x = (x ^ (x >> np.uint64(27))) * _SECOND
        return np.asarray(x ^ (x >> np.uint64(31)))
