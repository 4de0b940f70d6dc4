"""Who and what lives in the simulated world: users with tastes, ads, queries, and how they meet in an impression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clicklens.data.simulate.calendar import Calendar, rhythm
from clicklens.data.simulate.spec import WorldSpec
from clicklens.data.stable_hash import GOLDEN, mixed

Rows: TypeAlias = Mapping[str, NDArray[Any]]  # field -> codes (n,), (n, L) padded with -1; "day" (n,) counts from 0

AGES = ("under 18", "18-24", "25-29", "30-34", "35-44", "45-54", "55+")
GENDERS = ("female", "male", "unknown")
DEVICES = ("phone", "desktop", "tablet")
FAVOURITES = 3  # categories that a user likes best
WORDS_TYPED = 5  # the most that a row holds; the fewest are 2
LOG_PRICE = 3.5
PRICE, PROMOTION = 0.55, 0.55  # deviations of log price: among ads, and of one ad from row to row
NEWCOMERS = 0.2  # share of ads and of queries that nobody sees on the first day
NEWCOMER_TRAFFIC = 0.03  # share of impressions that goes over to them each day
_NOISE = 20  # values of the smallest noise field; the others have a 200th and a 20th of the number of users


class Population:
    """Everything about the world that holds before anyone clicks. Whatever is drawn here depends on the seed alone."""

    def __init__(self, spec: WorldSpec) -> None:
        rng = np.random.default_rng([spec.seed, 1])
        self.spec = spec
        self.calendar = Calendar(spec)
        popularity = rng.normal(0, 0.8, (2, spec.categories))
        reach = spec.drift * 0.6 * rhythm(np.arange(spec.days))[:, None]  # (days, 1)
        weight = np.exp(popularity[0] + reach * popularity[1])  # (days, categories)
        self._category_ends = np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)
        self._usual = _table_of(self._category_ends[0])  # (4096,) category codes in day 0's proportions
        self.age = rng.choice(len(AGES), spec.users, p=[0.04, 0.2, 0.2, 0.18, 0.2, 0.11, 0.07]).astype(np.int8)
        self.gender = rng.choice(len(GENDERS), spec.users, p=[0.5, 0.42, 0.08]).astype(np.int8)
        self.city = _zipf(rng.random(spec.users), spec.cities).astype(np.int32)
        self.favourites = self._usual[rng.integers(0, len(self._usual), (spec.users, FAVOURITES))]
        self._remembered = rng.integers(0, spec.history_length + 1, spec.users)  # (users,) past clicks a row shows
        self.ads_each = spec.ads // spec.categories
        self.queries_each = spec.queries // spec.categories
        self.shop = _zipf(rng.random(self.ads_each * spec.categories), spec.shops)  # (ads,)
        self.queries = self.queries_each * spec.categories
        self.log_price = rng.normal(LOG_PRICE, PRICE, len(self.shop))  # (ads,)
        sizes = (_NOISE, max(_NOISE, spec.users // 200), max(_NOISE, spec.users // 20))
        self.noise_sizes = tuple(sizes[k % 3] for k in range(spec.noise_fields))

    def category_of_query(self, query: NDArray[Any]) -> NDArray[np.int64]:
        """The category that a query asks for."""
        return np.asarray(query // self.queries_each)

    def draw(self, row: NDArray[np.int64], rng: np.random.Generator) -> dict[str, NDArray[Any]]:
        """Impressions at these places of the log: a user asks, an ad answers. Nothing here knows of the click."""
        n, spec = len(row), self.spec
        day = self.calendar.day(row)
        second = self.calendar.second(row, day)
        user = (spec.users * rng.random(n) ** 1.5).astype(np.int64)  # most users have few rows
        wanted = self._categories(day, rng)
        liked = self.favourites[user, rng.integers(0, FAVOURITES, n)]
        wanted = np.where(rng.random(n) < 0.35, liked, wanted)
        query = wanted * self.queries_each + self._member(self.queries_each, day, rng)
        answered = np.where(rng.random(n) < 0.85, wanted, self._categories(day, rng))
        ad = answered * self.ads_each + self._member(self.ads_each, day, rng)
        place = 1.0 / np.arange(2, spec.positions + 2)
        rows: dict[str, NDArray[Any]] = {
            "day": day,
            "second": second,
            "user_id": user,
            "age": self.age[user],
            "gender": self.gender[user],
            "city": self.city[user],
            "query": query,
            "keywords": self._words(rng, n),
            "ad": ad,
            "shop": self.shop[ad],
            "category": answered,
            "price": np.round(np.exp(self.log_price[ad] + PROMOTION * rng.standard_normal(n)), 2),
            "position": np.searchsorted(np.cumsum(place / place.sum())[:-1], rng.random(n), side="right"),
            "hour": second // 3600,
            "device": np.searchsorted([0.7, 0.9], rng.random(n), side="right"),
            "recent_categories": self._history(user, day),
        }
        for k, size in enumerate(self.noise_sizes):
            rows[f"noise_{k + 1}"] = rng.integers(0, size, n)
        return rows

    def _categories(self, day: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        chance = rng.random(len(day))
        found = np.empty(len(day), np.int64)
        for one in np.unique(day):
            here = day == one
            found[here] = np.searchsorted(self._category_ends[one][:-1], chance[here], side="right")
        return found

    def _member(self, size: int, day: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """A popular member of a block of ``size``; from the second day on its last part, the newcomers, is seen too."""
        new = max(1, int(size * NEWCOMERS))
        arrived = rng.random(len(day)) < np.minimum(self.spec.drift * NEWCOMER_TRAFFIC * day, 0.9)
        chance = rng.random(len(day))
        return np.where(arrived, size - new + _zipf(chance, new), _zipf(chance, size - new))

    def _words(self, rng: np.random.Generator, n: int) -> NDArray[np.int64]:
        """Two to five words that the user typed beside the query, whatever the query is, (n, WORDS_TYPED)."""
        count = rng.integers(2, WORDS_TYPED + 1, n)
        words = _zipf(rng.random((n, WORDS_TYPED)), self.spec.words)
        return np.where(np.arange(WORDS_TYPED) < count[:, None], words, -1)

    def _history(self, user: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
        """Categories of the last organic clicks, oldest first, (n, H): each user makes one a day, before the day's log.

        The k-th click of a user is a hash of (user, k): all rows of a day see the same past, the next day sees it moved
        on by one.
        """
        longest = self.spec.history_length
        length = self._remembered[user]
        k = (longest - length + day)[:, None] + np.arange(longest)  # (n, H)
        drawn = mix(user[:, None] * 65_536 + k, salt=self.spec.seed)  # (n, H)
        liked = self.favourites[user[:, None], ((drawn >> np.uint64(12)) % FAVOURITES).astype(np.int64)]
        usual = self._usual[(drawn & np.uint64(4095)).astype(np.int64)]
        keeps_to_taste = (drawn >> np.uint64(32)) % np.uint64(100) < 70
        return np.where(np.arange(longest) < length[:, None], np.where(keeps_to_taste, liked, usual), -1)


def mix(values: NDArray[np.int64], *, salt: int) -> NDArray[np.uint64]:
    """A well-spread 64-bit hash of integers, another one for each salt."""
    with np.errstate(over="ignore"):
        return mixed(values.astype(np.uint64) + GOLDEN * np.uint64(2 * salt))


def _zipf(chance: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """Ranks 0 to size - 1 with a chance of about 1 / (rank + 1)."""
    return np.asarray(np.minimum(np.exp(chance * np.log(size + 1)).astype(np.int64) - 1, size - 1))


def _table_of(ends: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.searchsorted(ends[:-1], (np.arange(4096) + 0.5) / 4096, side="right")
