"""The simulated world is what its truth says, by counting and by the formula."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy.stats import chi2_contingency
from sklearn.metrics import roc_auc_score

from clicklens.data.simulate import WorldSpec, simulate
from clicklens.data.simulate.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(WorldSpec.small().model_copy(update={"rows": 200_000}))


@pytest.fixture(scope="module")
def rows(world: World) -> pd.DataFrame:
    return pa.Table.from_batches(world).to_pandas()


def within_binomial_error(click: pd.Series, pctr: pd.Series) -> bool:
    deviation = np.sqrt((pctr * (1 - pctr)).sum())
    return bool(abs(click.sum() - pctr.sum()) < 4 * deviation)


def test_the_click_rate_is_the_mean_probability_within_binomial_error(rows: pd.DataFrame) -> None:
    assert within_binomial_error(rows["click"], rows["true_pctr"])
    assert rows["true_pctr"].mean() == pytest.approx(0.08, abs=0.004)
    for _, band in rows.groupby(pd.qcut(rows["true_pctr"], 10)):
        assert within_binomial_error(band["click"], band["true_pctr"])
    for _, day in rows.groupby("day"):
        assert within_binomial_error(day["click"], day["true_pctr"])


def test_the_probability_is_the_sigmoid_of_the_logit(rows: pd.DataFrame) -> None:
    assert np.allclose(rows["true_pctr"], 1 / (1 + np.exp(-rows["true_logit"])))


def test_the_best_auc_is_what_drawn_clicks_show(world: World, rows: pd.DataFrame) -> None:
    drawn = roc_auc_score(rows["click"], rows["true_pctr"])
    assert world.truth.auc == pytest.approx(drawn, abs=0.008)  # about 3.5 deviations at 16,000 clicks
    assert 0.7 < drawn < 0.85


@pytest.mark.parametrize("name", ["noise_1", "noise_2"])
def test_noise_is_independent_of_the_click(rows: pd.DataFrame, name: str) -> None:
    value = rows[name].str.removeprefix("noise ").astype(int) % 20
    assert chi2_contingency(pd.crosstab(value, rows["click"])).pvalue > 1e-3


def test_an_acting_field_is_not_independent_of_the_click(rows: pd.DataFrame) -> None:
    assert chi2_contingency(pd.crosstab(rows["category"], rows["click"])).pvalue < 1e-12


def second_difference(world: World, first: str, second: str) -> float:
    """Largest |f(a, b) - f(a', b) - f(a, b') + f(a', b')| of the true logit over random rows: 0 without interaction."""
    rows, logits = world.sample(5_000, seed=7), world.effects.logits
    a, b = {first: np.roll(rows[first], 1, axis=0)}, {second: np.roll(rows[second], 2, axis=0)}
    difference = logits(rows) - logits({**rows, **a}) - logits({**rows, **b}) + logits({**rows, **a, **b})
    return float(np.abs(difference).max())


def test_the_exact_second_difference_finds_the_planted_pairs_and_no_other(world: World) -> None:
    names = [field.name for field in world.schema.fields]
    planted = {frozenset(pair) for one in world.truth.interactions for pair in _pairs(one.fields)}
    found = {frozenset(pair) for pair in _pairs(names) if second_difference(world, *pair) > 1e-9}
    assert found == planted


def test_the_planted_triple_has_a_third_difference_and_no_other_does(world: World) -> None:
    def third_difference(*fields: str) -> float:
        rows, total = world.sample(5_000, seed=8), 0.0
        for chosen in range(8):
            changed = {f: np.roll(rows[f], k + 1, axis=0) for k, f in enumerate(fields) if chosen >> k & 1}
            total = total + (-1) ** chosen.bit_count() * world.effects.logits({**rows, **changed})
        return float(np.abs(total).max())

    assert third_difference("age", "gender", "device") > 0.5
    assert third_difference("user_id", "category", "age") < 1e-9


def test_days_differ_and_a_week_later_they_are_alike_again(world: World) -> None:
    correlation = [day.correlation for day in world.truth.days]
    assert correlation[:5] == sorted(correlation[:5], reverse=True)
    assert correlation[4:] == sorted(correlation[4:])
    assert correlation[7] < correlation[0] == 1


def test_what_the_first_day_taught_about_ads_serves_the_fifth_day_worst(world: World) -> None:
    rows = world.sample(100_000, seed=9)
    learnt = world.effects.terms({**rows, "day": np.zeros_like(rows["day"])})[("ad",)]
    true = world.effects.terms(rows)[("ad",)]
    kept = [np.corrcoef(learnt[rows["day"] == day], true[rows["day"] == day])[0, 1] for day in range(8)]
    assert kept[0] == pytest.approx(1)
    assert np.argmin(kept) in (3, 4)
    assert kept[7] > kept[5]


def _pairs(names: object) -> list[tuple[str, str]]:
    listed = list(names)  # type: ignore[call-overload]
    return [(a, b) for i, a in enumerate(listed) for b in listed[i + 1 :]]
