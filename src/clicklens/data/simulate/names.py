"""What the codes of the simulated world are called, so that a person can read its rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from clicklens.data.simulate.population import AGES, DEVICES, GENDERS, Population

# fmt: off
_CATEGORIES: tuple[str, ...] = (
    "phones", "laptops", "cameras", "headphones", "televisions", "shoes", "boots", "sandals", "dresses", "shirts",
    "jeans", "jackets", "bags", "watches", "jewellery", "perfume", "make-up", "skin-care", "hair-care", "toys",
    "puzzles", "books", "magazines", "music", "games", "tea", "coffee", "chocolate", "wine", "snacks", "sofas",
    "lamps", "carpets", "curtains", "bedding", "kitchenware", "tools", "garden", "bicycles", "camping", "fishing",
    "running", "yoga", "tennis", "golf", "cars", "tyres", "motorcycles", "flights", "hotels", "insurance",
    "loans", "phones-used", "pets", "cat-food", "dog-food", "aquariums", "baby-care", "prams", "school",
)
# fmt: on


class Names:
    """Turns codes into Arrow columns of names; ids of users, ads and shops stay numbers."""

    def __init__(self, population: Population) -> None:
        spec = population.spec
        categories = [_category(i) for i in range(spec.categories)]
        query_category = population.category_of_query(np.arange(population.queries))
        member = np.arange(population.queries) % population.queries_each
        self._pools = {
            "age": pa.array(AGES),
            "gender": pa.array(GENDERS),
            "device": pa.array(DEVICES),
            "category": pa.array(categories),
            "recent_categories": pa.array(categories),
            "city": pa.array([f"city {i + 1}" for i in range(spec.cities)]),
            "query": pa.array([f"{categories[c]} {i + 1}" for c, i in zip(query_category, member, strict=True)]),
            "keywords": pa.array([f"word {i + 1}" for i in range(spec.words)]),
        }
        for k, size in enumerate(population.noise_sizes):
            self._pools[f"noise_{k + 1}"] = pa.array([f"noise {i + 1}" for i in range(size)])

    def column(self, field: str, codes: NDArray[Any]) -> pa.Array:
        """codes (n,) -> n values, or (n, L) padded with -1 -> n lists."""
        if codes.ndim == 2:
            held = codes >= 0
            offsets = np.concatenate([[0], np.cumsum(held.sum(axis=1))]).astype(np.int32)
            return pa.ListArray.from_arrays(pa.array(offsets), self.column(field, codes[held]))
        if field in self._pools:
            return self._pools[field].take(pa.array(codes))
        if field == "position":
            return pa.array(codes + 1)  # the first place is 1
        return pa.array(_scattered(codes) if field in ("user_id", "ad", "shop") else codes)


def _category(index: int) -> str:
    return _CATEGORIES[index] if index < len(_CATEGORIES) else f"category {index + 1}"


def _scattered(codes: NDArray[Any]) -> NDArray[np.int64]:
    """Ids as a log shows them, without order or gaps to read anything from: codes times an odd number, modulo 2^32."""
    return np.asarray((codes.astype(np.int64) * 2_654_435_761 + 97) % 2**32)
