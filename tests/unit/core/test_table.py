from typing import Any

import pytest
from pydantic import ValidationError

from clicklens.core.table import Cutoff, EmbeddingTable, Hashing


def test_a_table_keeps_every_value_unless_told_otherwise() -> None:
    table = EmbeddingTable(name="ad")
    assert table.vocabulary == Cutoff(min_count=1)
    assert table.dim is None


def test_the_rule_of_the_vocabulary_is_chosen_by_its_kind() -> None:
    table = EmbeddingTable.model_validate({"name": "ad", "vocabulary": {"kind": "hashing", "buckets": 10}, "dim": 8})
    assert table.vocabulary == Hashing(buckets=10, seed=0)
    assert EmbeddingTable.model_validate_json(table.to_json()) == table


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "a", "dim": 0},
        {"name": "a", "vocabulary": {"kind": "cutoff", "min_count": 0}},
        {"name": "a", "vocabulary": {"kind": "hashing"}},
        {"name": "a", "vocabulary": {"kind": "hashing", "buckets": 0}},
        {"name": "a", "vocabulary": {"kind": "cutoff", "buckets": 5}},
    ],
)
def test_what_no_table_can_be_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        EmbeddingTable.model_validate(values)
