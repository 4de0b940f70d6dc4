import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.core.errors import ConfigError, NotFoundError, SchemaError, StorageError
from clicklens.core.schema import FeatureSchema
from clicklens.data.schema_file import load_schema, save_schema
from tests.factories import make_schema

names = st.sampled_from(["a", "b", "c c", "ü", "no", "1"])
rule = st.sampled_from([{"kind": "cutoff", "min_count": 5}, {"kind": "cutoff"}, {"kind": "hashing", "buckets": 9}])
transform = st.sampled_from([{"kind": "standardise"}, {"kind": "log_square"}, {"kind": "quantile", "buckets": 5}])


@st.composite
def schemas(draw):
    fields, tables = [], []
    for name in draw(st.lists(names, min_size=1, unique=True)):
        kind = draw(st.sampled_from(["categorical", "sequence", "numeric", "dense", "image"]))
        field = {"name": name, "kind": kind, "side": draw(st.sampled_from(["user", "item", "context"]))}
        field["column"] = draw(st.sampled_from(["", "other"]))
        field.update({"transform": draw(transform)} if kind == "numeric" else {})
        field.update({"width": 3} if kind == "dense" else {})
        field.update({"max_length": draw(st.integers(1, 99))} if kind == "sequence" else {})
        field.update(
            {"multi": draw(st.booleans()), "delimiter": draw(st.none() | st.just("|"))} if kind == "categorical" else {}
        )
        if kind in ("categorical", "sequence") and draw(st.booleans()):
            field["table"] = draw(st.sampled_from([name, f"table of {name}"]))
            tables.append(
                {"name": field["table"], "vocabulary": draw(rule), "dim": draw(st.none() | st.integers(1, 64))}
            )
        fields.append(field)
    tasks = draw(st.sampled_from([["click"], ["click", {"name": "buy", "column": "bought"}]]))
    return FeatureSchema.model_validate(
        {"name": "s", "fields": fields, "tables": tables, "tasks": tasks, "day": draw(st.none() | st.just("d"))}
    )


@given(schemas())
def test_a_saved_schema_is_read_back_equal(tmp_path_factory, schema):
    path = tmp_path_factory.mktemp("schema") / "schema.yaml"
    save_schema(schema, path)
    assert load_schema(path).digest() == schema.digest()


def test_what_goes_without_saying_is_not_written(tmp_path):
    save_schema(make_schema(), tmp_path / "s.yaml")
    text = (tmp_path / "s.yaml").read_text()
    assert "tables" not in text
    assert "- name: user\n  kind: categorical\n  side: user\n" in text


def write(tmp_path, text):
    (tmp_path / "s.yaml").write_text(text)
    return tmp_path / "s.yaml"


def test_a_wrong_key_is_named_with_file_and_nearest(tmp_path):
    path = write(tmp_path, "name: x\nfields:\n- name: user\n  sid: user\n")
    with pytest.raises(
        ConfigError, match=r"s\.yaml: unknown setting 'fields\.0\.categorical\.sid'; did you mean 'side'"
    ):
        load_schema(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: [", r"s\.yaml: not valid YAML"),
        ("- a\n- b\n", r"s\.yaml: a schema has keys such as name and fields; found list"),
        ("name: a\nname: b\n", r"s\.yaml: not valid YAML: the key 'name' stands twice"),
        ("name: !!python/object/apply:os.system ['true']\n", "not valid YAML"),
    ],
)
def test_what_is_no_schema_is_refused(tmp_path, text, told):
    with pytest.raises(SchemaError, match=told):
        load_schema(write(tmp_path, text))


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(tmp_path):
    with pytest.raises(NotFoundError, match="there is no such schema file"):
        load_schema(tmp_path / "none.yaml")
    with pytest.raises(StorageError, match="cannot be written"):
        save_schema(make_schema(), tmp_path / "none" / "s.yaml")
