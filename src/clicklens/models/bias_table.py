"""The table of a field that gives one number at the output in place of a vector at the input."""

from __future__ import annotations

from clicklens.core.errors import ConfigError, nearest
from clicklens.core.field import SequenceField
from clicklens.core.schema import FeatureSchema


def bias_table(field: str, schema: FeatureSchema) -> str:
    """The table of a bias field, which must be its own: one number an id cannot serve as another field's vector.

    Raises ConfigError for a field that cannot be one.
    """
    names = {f.name: f.table for f in schema.embedded_fields}
    if field not in names:
        raise ConfigError(f"model.bias_field: the schema has no embedded field '{field}'{nearest(field, names)}")
    if isinstance(schema.field(field), SequenceField):
        raise ConfigError(
            f"model.bias_field: '{field}' is a sequence; a bias needs a field whose ids are pooled, or one id"
        )
    sharing = sorted(name for name, table in names.items() if table == names[field] and name != field)
    if sharing:
        raise ConfigError(
            f"model.bias_field: '{field}' shares the table '{names[field]}' with '{sharing[0]}'; give it its own"
        )
    return names[field]
