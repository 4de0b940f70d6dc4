"""A schema with crosses: what is added, what it is called, and what cannot be crossed."""

import pytest

from clicklens.core.crossing import with_crosses
from clicklens.core.errors import SchemaError
from clicklens.core.field import CrossField
from clicklens.core.schema import FeatureSchema
from clicklens.core.table import Cutoff
from tests.factories import make_schema

SCHEMA = make_schema()


def test_a_set_becomes_a_field_with_a_table_of_its_own():
    crossed = with_crosses(SCHEMA, [("user", "item"), ("item", "price")], min_count=3, buckets=8)
    first, second = crossed.crosses
    assert first == CrossField(name="user_x_item", fields=("user", "item"), buckets=8)
    assert second.side == "item", "all of its fields are the item's"
    assert crossed.table("user_x_item").vocabulary == Cutoff(min_count=3)
    assert crossed.fields[: len(SCHEMA.fields)] == SCHEMA.fields
    assert crossed.crossed_numbers == {"price": 8}


def test_it_is_another_version_and_without_its_crosses_the_first():
    crossed = with_crosses(SCHEMA, [("user", "item")])
    assert crossed.digest() != SCHEMA.digest()
    assert crossed.without_crosses() == SCHEMA
    assert crossed.without_crosses().digest() == SCHEMA.digest()
    assert SCHEMA.without_crosses() is SCHEMA


def test_a_set_in_another_order_is_the_same_cross():
    once = with_crosses(SCHEMA, [("user", "item"), ("item", "user")])
    assert len(once.crosses) == 1
    assert with_crosses(once, [("item", "user")]) == once


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("user",), "two or more different fields"),
        (("user", "user"), "two or more different fields"),
        (("user", "itm"), "no field 'itm'; did you mean 'item'"),
        (("user", "tags"), "cross user,tags: it names 'tags', which holds many ids a row"),
        (("history", "item"), "it names 'history', which holds many ids a row"),
    ],
)
def test_what_cannot_be_crossed_is_named(fields, words):
    with pytest.raises(SchemaError, match=words):
        with_crosses(SCHEMA, [fields])


def test_vectors_pictures_and_crosses_cannot_be_crossed():
    values = [{"name": "text", "kind": "dense", "width": 2}, {"name": "photo", "kind": "image"}, "a", "b"]
    schema = with_crosses(FeatureSchema(name="rows", fields=values), [("a", "b")])
    for name, words in (
        ("text", "is of kind 'dense'"),
        ("photo", "is of kind 'image'"),
        ("a_x_b", "is a cross itself"),
    ):
        with pytest.raises(SchemaError, match=words):
            with_crosses(schema, [("a", name)])


def test_a_field_that_has_the_name_of_a_cross_is_told():
    schema = FeatureSchema(name="rows", fields=["a", "b", "a_x_b"])
    with pytest.raises(SchemaError, match="has a field 'a_x_b' already"):
        with_crosses(schema, [("a", "b")])
