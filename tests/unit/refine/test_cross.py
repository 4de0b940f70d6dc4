"""Crosses as a change: read from words and values, applied, kept beside the data, and taken from what was found."""

import pytest

from clicklens.core.errors import ConfigError, SchemaError
from clicklens.models import Gwen, WideDeep
from clicklens.refine import Cross, make_change
from clicklens.refine.cross import trained_on
from clicklens.training.spec import DataSpec, RunSpec
from tests.factories import make_dataset, make_schema
from tests.interaction_results import make_interactions, make_set

SCHEMA = make_schema()
SPEC = RunSpec(data=DataSpec(name="rows"), model=Gwen(hidden=(8, 4)))


def test_fields_are_lists_or_text():
    expected = Cross(fields=(("user", "item"), ("item", "price")), min_count=3)
    assert make_change("cross", {"fields": ["user, item", ["item", "price"]], "min_count": 3}) == expected
    assert make_change("cross", expected.model_dump(mode="json")) == expected
    assert str(expected) == "cross user,item item,price"


def test_a_target_is_a_kind_with_settings_or_without():
    named = Cross(fields=("user,item",), target="wide_deep")
    assert named.target == WideDeep()
    assert str(named) == "cross user,item for wide_deep"
    assert Cross(fields=("user,item",), target="wide_deep hidden=[8,4]").target == WideDeep(hidden=(8, 4))
    assert Cross(fields=("user,item",), target=WideDeep(embedding_dim=3)).target == WideDeep(embedding_dim=3)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "name the fields of each cross, or say with 'top'"),
        ({"fields": ["a,b"], "top": 3}, "name the fields of each cross, or say with 'top'"),
        ({"top": 0}, "'top' is 0"),
        ({"fields": ["a,b"], "target": "wide_dep"}, "did you mean 'wide_deep'"),
        ({"fields": ["a,b"], "target": "wide_deep hiden=[8]"}, "did you mean 'hidden'"),
        ({"fields": ["a,b"], "mincount": 2}, "did you mean 'min_count'"),
        ({"fields": "a,b"}, "'fields' is 'a,b'"),
    ],
)
def test_wrong_settings_are_named(settings, words):
    with pytest.raises(ConfigError, match=words):
        make_change("cross", settings)


def test_the_request_is_that_of_the_target():
    own, other = Cross(fields=("user,item",)), Cross(fields=("user,item",), target="logistic")
    assert own.apply(SPEC, SCHEMA) == own.unchanged(SPEC) == SPEC
    assert other.apply(SPEC, SCHEMA) == other.unchanged(SPEC)
    assert other.apply(SPEC, SCHEMA).model.kind == "logistic"
    with pytest.raises(SchemaError, match="did you mean 'item'"):
        Cross(fields=("user,itm",)).apply(SPEC, SCHEMA)
    crossed = own.crossed_schema(SCHEMA)
    with pytest.raises(ConfigError, match="the run has these crosses already"):
        Cross(fields=("item,user",)).apply(SPEC, crossed)


def test_the_data_set_lies_beside_the_first_and_is_made_once(tmp_path):
    dataset = make_dataset(tmp_path, rows=100)
    change = Cross(fields=("user,item",), min_count=2)
    made = change.prepared(dataset)
    assert made.path.parent == dataset.path.parent
    assert made.path.name.startswith("dataset-crosses-")
    created = (made.path / "manifest.json").stat().st_mtime_ns
    assert (change.prepared(dataset).path / "manifest.json").stat().st_mtime_ns == created
    assert change.model_copy(update={"min_count": 3}).prepared(dataset).path != made.path
    assert trained_on(SPEC, made).data == DataSpec(path=str(made.path))


def test_the_first_sets_that_are_more_than_chance_and_can_be_crossed_are_taken():
    found = make_interactions(
        make_set("user", "item", count=90),
        make_set("user", "history", count=80),  # many ids a row
        make_set("user", "price", count=70, p=0.4),  # chance
        make_set("item", "price", count=60),
        make_set("user", "item", "price", count=50),
    )
    assert Cross(top=2, min_count=3).found_in(found, SCHEMA) == Cross(fields=("user,item", "item,price"), min_count=3)
    assert len(Cross(top=9).found_in(found, SCHEMA).fields) == 3


def test_sets_that_were_not_tested_are_taken_as_they_are():
    found = make_interactions(make_set("user", "item", p=None, by_chance=None))
    assert Cross(top=2).found_in(found, SCHEMA).fields == (("user", "item"),)


def test_where_nothing_can_be_crossed_it_says_so():
    with pytest.raises(ConfigError, match=r"cross top=2: of the 1 sets that were found 0 are more than chance"):
        Cross(top=2).found_in(make_interactions(make_set("user", "item", p=0.5)), SCHEMA)
