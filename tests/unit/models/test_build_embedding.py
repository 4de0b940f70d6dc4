"""The look-ups of a model, from its settings."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.models.build_embedding import uniform_embedding
from clicklens.models.settings import EmbeddingSettings
from tests.rows_by_hand import SCHEMAS, schema_of, sizes_of


def test_all_fields_have_one_width_whatever_their_tables_say():
    schema = schema_of("widths", "user", "item")
    schema = schema.model_copy(update={"tables": tuple(t.model_copy(update={"dim": 3}) for t in schema.tables)})
    settings = EmbeddingSettings(embedding_dim=5)
    found = uniform_embedding(settings, schema=schema, table_sizes=sizes_of(schema), extra=1)
    assert found.widths == {"user": 6, "item": 6}
    assert list(found.stacks) == ["6"]


def test_bucketed_numbers_have_that_width_too():
    schema = SCHEMAS["a bucketed number"]
    found = uniform_embedding(EmbeddingSettings(embedding_dim=5), schema=schema, table_sizes=sizes_of(schema))
    assert set(found.widths.values()) == {5}


def test_extra_elements_are_known_as_numbers_that_enter_the_logit_directly():
    schema = SCHEMAS["a bucketed number"]
    settings, sizes = EmbeddingSettings(embedding_dim=5), sizes_of(schema)
    assert uniform_embedding(settings, schema=schema, table_sizes=sizes, extra=2).direct == {"user": 2, "age": 2}
    assert uniform_embedding(settings, schema=schema, table_sizes=sizes).direct == {}


def test_a_schema_without_anything_to_read_is_refused():
    schema = schema_of("pictures", {"kind": "image", "name": "cover"})
    with pytest.raises(ConfigError, match="needs an input; pictures it does not read"):
        uniform_embedding(EmbeddingSettings(), schema=schema, table_sizes={})
