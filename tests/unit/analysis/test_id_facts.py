import numpy as np
import pytest

from clicklens.analysis.id_facts import IdFacts, single_field, single_fields
from clicklens.core.errors import ConfigError
from tests.live_rows import dataset_of_every_kind


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return dataset_of_every_kind(tmp_path_factory.mktemp("facts"))


def test_fields_of_one_id_a_row_are_found_and_others_refused(dataset):
    assert single_fields(dataset.schema) == ["user", "item", "place", "age"]
    assert single_fields(dataset.schema, "item") == ["item"]
    with pytest.raises(ConfigError, match="field 'itm' is no field with one id a row; did you mean 'item'"):
        single_field(dataset.schema, "itm", setting="field")
    with pytest.raises(ConfigError, match="category 'history' is no field with one id a row"):
        single_field(dataset.schema, "history", setting="category")


def test_companions_and_rates_are_those_of_a_count_by_hand(dataset):
    split, size = dataset.split("train"), dataset.table_sizes["item"]
    facts = IdFacts(split, "item")
    companions, rates = facts.companions("place", size), facts.rates("click", size)
    items, places = np.asarray(split.field_ids("item")), np.asarray(split.field_ids("place"))
    for item in range(1, size):
        held = places[(items == item) & (places > 0)]
        assert companions[item] == np.bincount(held).argmax()
        assert rates[item] == pytest.approx(split.labels("click")[items == item].mean())


def test_an_id_that_no_row_holds_has_neither(dataset):
    facts = IdFacts(dataset.split("train"), "item")
    assert facts.companions("place", 1000)[999] == 0
    assert np.isnan(facts.rates("click", 1000)[999])
