"""The known logit: what each field adds by itself, and what sets of fields add together."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clicklens.data.simulate.calendar import rhythm, turn
from clicklens.data.simulate.population import (
    AGES,
    DEVICES,
    GENDERS,
    LOG_PRICE,
    PRICE,
    PROMOTION,
    Population,
    Rows,
    mix,
)

Terms: TypeAlias = dict[tuple[str, ...], NDArray[np.float64]]  # the fields that act together -> their part, (n,)

# Standard deviations in logits over the values of a field.
_MAIN = {
    "user_id": 0.5,
    "ad": 0.4,
    "query": 0.3,
    "shop": 0.2,
    "category": 0.25,
    "city": 0.1,
    "age": 0.15,
    "gender": 0.08,
    "hour": 0.1,
    "device": 0.15,
}
_WORD, _PRICE, _POSITION = 0.15, -0.15, -0.3  # a word's deviation; per deviation of log price; per log of the place
_FAVOURITE, _TASTE, _HISTORY, _RELEVANT = 0.6, 0.3, 1.2, 0.6  # sizes of the interactions, in logits
_AGE_CATEGORY, _DEVICE_HOUR, _TRIPLE = 0.35, 0.25, 0.3
_DRIFTING = ("ad", "query", "shop", "category")
_LEVEL = 0.12  # logits that the click rate moves by within a week
_WANTED = 4  # past clicks in the candidate's category that make interest complete


class Effects:
    """logit(x) = intercept + level(day) + sum over fields of f_i(x_i) + sum over interacting sets of f_S(x_S).

    A drifting effect on day t is cos(a_t) f + sin(a_t) g with independent tables f and g and the calendar's angle
    a_t, so that its size stays and its correlation with the first day is cos(a_t).
    """

    def __init__(self, population: Population) -> None:
        spec = population.spec
        rng = np.random.default_rng([spec.seed, 2])
        self._population, self._spec = population, spec
        self._angle = turn(spec, np.arange(spec.days))  # (days,)
        self._level = -_LEVEL * spec.drift * rhythm(np.arange(spec.days))  # (days,)
        sizes = {
            "user_id": spec.users,
            "ad": len(population.shop),
            "query": population.queries,
            "shop": spec.shops,
            "category": spec.categories,
            "city": spec.cities,
            "age": len(AGES),
            "gender": len(GENDERS),
            "hour": 24,
            "device": len(DEVICES),
        }
        strength = {name: size * spec.main_strength for name, size in _MAIN.items()}
        strength["user_id"] *= spec.user_strength
        self._main = {name: strength[name] * _drawn(rng, (sizes[name],), twice=True) for name in sizes}  # (2, values)
        self._word = _WORD * spec.main_strength * _drawn(rng, (spec.words,))
        self._age_category = _AGE_CATEGORY * _drawn(rng, (len(AGES), spec.categories), twice=True)
        self._device_hour = _DEVICE_HOUR * _drawn(rng, (len(DEVICES), 24))
        self._triple = _TRIPLE * _drawn(rng, (len(AGES), len(GENDERS), len(DEVICES)))
        self.intercept = 0.0

    def logits(self, rows: Rows) -> NDArray[np.float64]:
        """The true logit of each row, (n,)."""
        total = self.intercept + self._level[rows["day"]]
        for part in self.terms(rows).values():
            total = total + part
        return np.asarray(total)

    def terms(self, rows: Rows) -> Terms:
        """The parts of the logit by the set of fields that make them, all but the intercept and the day's level."""
        return {**self._main_terms(rows), **self._interaction_terms(rows)}

    def _main_terms(self, rows: Rows) -> Terms:
        parts: Terms = {}
        angle = self._angle[rows["day"]]
        for name, table in self._main.items():
            value = rows[name]
            parts[(name,)] = _turned(table[:, value], angle) if name in _DRIFTING else table[0, value]
        scale = self._spec.main_strength
        word = rows["keywords"]  # (n, W)
        parts[("keywords",)] = np.where(word >= 0, self._word[word], 0.0).sum(axis=1)
        parts[("price",)] = _PRICE * scale * (np.log(rows["price"]) - LOG_PRICE) / np.hypot(PRICE, PROMOTION)
        parts[("position",)] = _POSITION * scale * np.log1p(rows["position"])
        return parts

    def _interaction_terms(self, rows: Rows) -> Terms:
        user, category, past = rows["user_id"], rows["category"], rows["recent_categories"]
        liked = (self._population.favourites[user] == category[:, None]).any(axis=1)
        own = mix(user * 256 + category, salt=self._spec.seed + 1) / 2.0**64 - 0.5  # uniform on -1/2 to 1/2
        alike = np.minimum((past == category[:, None]).sum(axis=1), _WANTED) / _WANTED
        relevant = self._population.category_of_query(rows["query"]) == category
        taste = (_FAVOURITE * (liked - 0.2) + _TASTE * np.sqrt(12) * own) * self._spec.user_strength
        age, device = rows["age"], rows["device"]
        by_age = _turned(self._age_category[:, age, category], self._angle[rows["day"]])
        parts: Terms = {
            ("user_id", "category"): taste,
            ("recent_categories", "category"): _HISTORY * self._spec.history_strength * (alike - 0.15),
            ("query", "category"): _RELEVANT * (relevant - 0.85),
            ("age", "category"): by_age,
            ("device", "hour"): self._device_hour[device, rows["hour"]],
            ("age", "gender", "device"): self._triple[age, rows["gender"], device],
        }
        return {fields: part * self._spec.interaction_strength for fields, part in parts.items()}


def _turned(pair: NDArray[Any], angle: NDArray[np.float64]) -> NDArray[np.float64]:
    """pair (2, n), angle (n,) -> (n,)"""
    return np.asarray(np.cos(angle) * pair[0] + np.sin(angle) * pair[1])


def _drawn(rng: np.random.Generator, shape: tuple[int, ...], *, twice: bool = False) -> NDArray[np.float64]:
    """Normal values of deviation 1, centred over every axis so that a table of pairs holds no effect of one alone.

    With ``twice`` there are two independent tables, stacked: a drifting effect turns from one to the other.
    """
    if twice:
        return np.stack([_drawn(rng, shape), _drawn(rng, shape)])
    table = rng.standard_normal(shape)
    for axis in range(len(shape)):
        table = table - table.mean(axis=axis, keepdims=True)
    return np.asarray(table / table.std())
