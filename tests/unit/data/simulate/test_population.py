import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from clicklens.data.simulate import WorldSpec
from clicklens.data.simulate.population import Population, mix


@pytest.fixture(scope="module")
def population() -> Population:
    return Population(WorldSpec.small())


@pytest.fixture(scope="module")
def rows(population: Population) -> dict[str, np.ndarray]:
    return population.draw(np.arange(population.spec.rows), np.random.default_rng(0))


def test_an_ad_fixes_its_category_and_shop(population: Population, rows: dict[str, np.ndarray]) -> None:
    assert np.array_equal(rows["category"], rows["ad"] // population.ads_each)
    assert np.array_equal(rows["shop"], population.shop[rows["ad"]])


def test_a_user_keeps_age_and_gender(population: Population, rows: dict[str, np.ndarray]) -> None:
    assert np.array_equal(rows["age"], population.age[rows["user_id"]])
    assert np.array_equal(rows["gender"], population.gender[rows["user_id"]])


def test_words_tell_nothing_of_the_query_or_of_the_ad(rows: dict[str, np.ndarray]) -> None:
    first = np.minimum(rows["keywords"][:, 0], 9)
    for name in ("query", "ad"):
        table = np.zeros((rows[name].max() + 1, 10))
        np.add.at(table, (rows[name], first), 1)
        assert chi2_contingency(table[table.sum(axis=1) >= 50]).pvalue > 1e-3
    assert set((rows["keywords"] >= 0).sum(axis=1)) == {2, 3, 4, 5}


def test_a_price_is_half_the_ads_and_half_the_rows_own(rows: dict[str, np.ndarray]) -> None:
    price = pd.Series(np.log(rows["price"]))
    of_ad = price.groupby(rows["ad"]).transform("mean")
    assert (price - of_ad).var() / price.var() == pytest.approx(0.5, abs=0.1)


def test_no_field_is_a_function_of_another_but_those_of_an_ad_and_of_a_user(rows: dict[str, np.ndarray]) -> None:
    sample = {name: values[::4] for name, values in rows.items() if name != "second"}
    frame = pd.DataFrame({name: values for name, values in sample.items() if values.ndim == 1})
    frame["keywords"] = [tuple(words) for words in sample["keywords"]]
    frame["recent_categories"] = [tuple(past) for past in sample["recent_categories"]]
    found = set()
    for name in ("user_id", "age", "gender", "city", "query", "ad", "shop", "category", "position", "hour", "device"):
        kinds = frame.groupby(name).nunique()
        found |= {(name, other) for other in kinds if kinds[other].max() == 1}
    of_user = {("user_id", name) for name in ("age", "gender", "city")}
    assert found == of_user | {("ad", "shop"), ("ad", "category")}


def test_all_codes_lie_within_their_sizes(population: Population, rows: dict[str, np.ndarray]) -> None:
    spec = population.spec
    sizes = {"user_id": spec.users, "query": spec.queries, "ad": spec.ads, "shop": spec.shops, "city": spec.cities}
    sizes |= {"category": spec.categories, "position": spec.positions, "hour": 24, "device": 3}
    for name, size in sizes.items():
        assert rows[name].min() >= 0
        assert rows[name].max() < size
    assert rows["recent_categories"].max() < spec.categories
    assert rows["keywords"].max() < spec.words


def test_most_users_have_few_rows(rows: dict[str, np.ndarray]) -> None:
    first_day = rows["user_id"][rows["day"] == 0]
    count = np.unique(first_day, return_counts=True)[1]
    assert np.median(count) <= 6
    assert count.max() > 20 * np.median(count)


def test_newcomers_are_not_seen_on_the_first_day(population: Population, rows: dict[str, np.ndarray]) -> None:
    place = rows["ad"] % population.ads_each
    new = place >= population.ads_each - int(population.ads_each * 0.2)
    share = [new[rows["day"] == day].mean() for day in range(8)]
    assert share[0] == 0
    assert share[7] == pytest.approx(7 * 0.03, abs=0.03)


def test_the_past_of_a_user_moves_on_by_one_click_a_day(population: Population) -> None:
    user = np.flatnonzero(population._remembered >= 4)[:50]
    first = population._history(user, np.zeros(50, np.int64))
    second = population._history(user, np.ones(50, np.int64))
    for today, tomorrow in zip(first, second, strict=True):
        kept = (today >= 0).sum()
        assert today[1:kept].tolist() == tomorrow[: kept - 1].tolist()


def test_the_past_shows_the_users_taste(population: Population, rows: dict[str, np.ndarray]) -> None:
    past = rows["recent_categories"]
    liked = (population.favourites[rows["user_id"]][:, None, :] == past[:, :, None]).any(axis=2)
    assert liked[past >= 0].mean() > 0.7


def test_the_hash_is_the_published_one_and_spreads() -> None:
    # splitmix64 with the state 0 gives this as its first output
    assert int(mix(np.array([0]), salt=0)[0]) == 0xE220A8397B1DCDAF
    low_bits = mix(np.arange(10_000), salt=5) & np.uint64(15)
    assert np.bincount(low_bits.astype(int), minlength=16).min() > 500
