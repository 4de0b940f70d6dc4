import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError, SchemaError
from clicklens.core.field import CategoricalField
from clicklens.core.schema import FeatureSchema, Task
from clicklens.core.table import EmbeddingTable

FIELDS: list[Any] = [
    "user",
    {"name": "ad", "side": "item"},
    {"kind": "sequence", "name": "clicks", "table": "ad", "attends_to": "ad", "side": "user"},
    {"kind": "numeric", "name": "price"},
    {"kind": "numeric", "name": "age", "transform": {"kind": "quantile", "buckets": 8}},
    {"kind": "dense", "name": "title", "width": 4},
    {"kind": "image", "name": "picture"},
]


def schema(**changes: Any) -> FeatureSchema:
    return FeatureSchema.parse({"name": "ads", "fields": FIELDS, **changes}, source="schema.yaml")


def names(fields: Any) -> list[str]:
    return [field.name for field in fields]


def test_a_name_alone_is_a_categorical_field() -> None:
    assert schema().field("user") == CategoricalField(name="user")


def test_fields_are_told_apart_by_how_they_enter_the_model() -> None:
    found = schema()
    assert names(found.embedded_fields) == ["user", "ad", "clicks"]
    assert names(found.numeric_fields) == ["price"]
    assert names(found.bucketed_fields) == ["age"]
    assert names(found.dense_fields) == ["title"]
    assert names(found.image_fields) == ["picture"]


def test_every_field_that_is_looked_up_has_its_table() -> None:
    assert list(schema().table_of.items()) == [("user", "user"), ("ad", "ad"), ("clicks", "ad"), ("age", "age")]


def test_a_field_that_names_itself_gets_its_table_and_one_that_shares_gets_none() -> None:
    assert names(schema().tables) == ["ad", "user"]
    assert schema().table("ad") == EmbeddingTable(name="ad")


def test_equal_meanings_have_equal_digests_however_they_were_written() -> None:
    spelt_out = [
        {"kind": "categorical", "name": "user", "column": "user", "table": "user"},
        CategoricalField(name="ad", side="item"),
        *FIELDS[2:],
    ]
    tables = [{"name": "user"}, EmbeddingTable(name="ad")]
    one, two = schema(), schema(fields=spelt_out, tables=tables, tasks=["click"])
    assert one == two
    assert one.digest() == two.digest()
    assert one.digest() != schema(fields=FIELDS[:-1]).digest()
    assert one.digest() != schema(tables=[{"name": "ad", "dim": 4}]).digest()


def test_a_schema_survives_json() -> None:
    found = schema(day="dt", group="user", tasks=[{"name": "conversion", "column": "buy"}, "click"])
    assert FeatureSchema.parse(json.loads(found.to_json()), source="x") == found


def test_a_task_is_its_column_unless_given() -> None:
    assert schema().tasks == (Task(name="click", column="click"),)
    found = schema(tasks=["click", {"name": "buy", "column": "y"}]).tasks
    assert [(task.name, task.column) for task in found] == [("click", "click"), ("buy", "y")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fields": ["user", {"name": "ad", "table": "usr"}]}, "'ad' names the table 'usr'; did you mean 'user'"),
        (
            {"fields": ["ad", {"kind": "sequence", "name": "s", "attends_to": "add"}]},
            "'s' attends to 'add'; did you mean 'ad'",
        ),
        ({"fields": ["user", "user"]}, "the field 'user' is declared twice"),
        ({"tasks": ["click", "click"]}, "the task 'click' is declared twice"),
        ({"tables": [{"name": "user"}, {"name": "user"}]}, "the table 'user' is declared twice"),
        ({"tables": [{"name": "other"}]}, "no field uses the table 'other'"),
        (
            {"fields": [{"name": "shown", "table": "age"}, *FIELDS[4:]], "tables": [{"name": "age"}]},
            "the table 'age' has the name of a bucketed number",
        ),
        ({"fields": []}, "'fields' is"),
        ({"fields": 3}, "'fields' is 3"),
        ({"tasks": []}, "'tasks' is"),
        ({"name": ""}, "'name' is ''"),
        ({"fields": [""]}, "'fields.0.categorical.name' is ''"),
        ({"fields": [{"name": ["a"]}]}, "'fields.0.categorical.name' is ['a']"),
        ({"fields": [{"side": "user"}]}, "'fields.0.categorical.name' is missing"),
        ({"fields": [5]}, "'fields.0' is 5"),
        ({"dya": "dt"}, "unknown setting 'dya'; did you mean 'day'"),
        ({"fields": [{"name": "a", "poling": "sum"}]}, "did you mean 'pooling'"),
        (
            {"fields": [{"kind": "categoric", "name": "a"}]},
            "'fields.0.kind' is 'categoric'; did you mean 'categorical'",
        ),
    ],
)
def test_what_contradicts_itself_cannot_be_built_and_the_message_names_it(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        schema(**changes)
    assert str(refused.value).startswith("schema.yaml: ")
    assert words in str(refused.value)


def test_a_table_may_have_the_name_of_a_number_that_is_no_bucket() -> None:
    found = schema(fields=[{"name": "shown", "table": "price"}, FIELDS[3]], tables=[{"name": "price"}])
    assert names(found.tables) == ["price"]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ([{"name": "user"}, 3], "'tables.1' is 3"),
        ([{"name": "user"}, {"nam": "ad"}], "unknown setting 'tables.1.nam'; did you mean 'name'"),
        ([{"name": ["x"]}], "'tables.0.name' is ['x']"),
        ([{"name": "user", "dim": 0}], "'tables.0.dim' is 0"),
        ("user", "'tables' is 'user'"),
        (5, "'tables' is 5"),
        (None, "'tables' is None"),
    ],
)
def test_tables_that_are_no_tables_are_refused_where_they_stand(tables: Any, words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        schema(tables=tables)
    assert words in str(refused.value)
    assert "validation error" not in str(refused.value)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(SchemaError, match="'ads' has no field 'usr'; did you mean 'user'"):
        schema().field("usr")
    with pytest.raises(SchemaError, match="'ads' has no table 'usr'; did you mean 'user'"):
        schema().table("usr")


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_any_names_make_a_schema_with_a_table_each(fields: list[str]) -> None:
    found = FeatureSchema.parse({"name": "x", "fields": fields}, source="x")
    assert names(found.fields) == fields
    assert names(found.tables) == sorted(fields)


CROSS = {"kind": "cross", "name": "pair", "fields": ["a", "b"]}


def test_a_cross_is_embedded_and_read_from_no_column():
    schema = FeatureSchema.model_validate({"name": "rows", "fields": ["a", "b", CROSS]})
    assert [field.name for field in schema.embedded_fields] == ["a", "b", "pair"]
    assert [field.name for field in schema.source_fields] == ["a", "b"]
    assert schema.table_of["pair"] == "pair"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["a", CROSS], "the cross 'pair' names the field 'b'"),
        (["a", {"name": "b", "multi": True}, CROSS], "the cross 'pair' names 'b', which holds many ids a row"),
        (["a", "b", {**CROSS, "fields": ["a", "a"]}], "the field 'a' is declared twice"),
        (["a", "b", {**CROSS, "fields": ["a"]}], "at least 2 items"),
        (["a", {"name": "b", "table": "pair"}, CROSS], "the table 'pair' is that of a cross"),
    ],
)
def test_a_wrong_cross_is_refused(fields, words):
    with pytest.raises(ConfigError, match=words):
        FeatureSchema.parse({"name": "rows", "fields": fields}, source="schema.yaml")


def test_a_number_is_cut_in_one_way_for_all_crosses():
    fields = ["a", "b", {"name": "n", "kind": "numeric"}]
    crosses = [{**CROSS, "name": f"c{k}", "fields": [name, "n"], "buckets": 10 + k} for k, name in enumerate("ab")]
    with pytest.raises(ConfigError, match="crosses cut the number 'n' into 10 and 11 buckets"):
        FeatureSchema.parse({"name": "rows", "fields": [*fields, *crosses]}, source="schema.yaml")
