"""Histories: which sequences stand together, and what they are held against."""

from typing import Any

import pytest
import torch

from clicklens.core.errors import ConfigError, DataError
from clicklens.core.schema import FeatureSchema
from clicklens.models.embedded import Embedded
from clicklens.models.history import History, histories
from tests.rows_by_hand import schema_of


def sequence(name: str, table: str, attends_to: str | None = None) -> dict[str, Any]:
    return {"kind": "sequence", "name": name, "table": table, "attends_to": attends_to}


SCHEMA = schema_of(
    "a shop",
    "item",
    "category",
    sequence("items", "item", "item"),
    sequence("searched", "category"),
    sequence("categories", "category", "category"),
    sequence("bought", "item", "item"),
)
WIDTHS = dict.fromkeys(("item", "category", "items", "searched", "categories", "bought"), 2)


def found(*together: tuple[str, ...], schema: FeatureSchema = SCHEMA) -> tuple[History, ...]:
    return histories(schema, together=together, widths=WIDTHS)


def test_each_sequence_that_attends_to_a_field_is_a_history_of_its_own() -> None:
    assert [one.sequences for one in found()] == [("items",), ("categories",), ("bought",)]
    assert [one.candidates for one in found()] == [("item",), ("category",), ("item",)]


def test_sequences_that_are_put_together_are_one_history() -> None:
    assert found(("items", "categories")) == (
        History(("items", "categories"), ("item", "category")),
        History(("bought",), ("item",)),
    )


@pytest.mark.parametrize(
    ("together", "says"),
    [
        ((("items", "categoris"),), "no sequence 'categoris' that attends to a field; did you mean 'categories'"),
        ((("items", "searched"),), "no sequence 'searched' that attends"),
        ((("items", "categories"), ("bought", "items")), "'items' stands there twice"),
    ],
)
def test_sequences_that_cannot_stand_together_are_refused(together: Any, says: str) -> None:
    with pytest.raises(ConfigError, match=f"model.behaviours: .*{says}"):
        found(*together)


@pytest.mark.parametrize(
    "candidate",
    [
        {"name": "price", "kind": "numeric"},
        {"name": "text", "kind": "dense", "width": 3},
        sequence("seen", "item"),
    ],
    ids=lambda one: str(one["kind"]),
)
def test_a_candidate_that_is_no_vector_of_the_same_width_is_refused_by_name(candidate: dict[str, Any]) -> None:
    schema = schema_of("odd", "item", candidate, sequence("items", "item", candidate["name"]))
    widths = {"item": 2, "items": 2, "seen": 2, "text": 3}
    says = f"'items' attends to '{candidate['name']}', a {candidate['kind']} field.* 2 elements"
    with pytest.raises(ConfigError, match=says):
        histories(schema, together=(), widths=widths)


def rows() -> Embedded:
    """Two rows of up to three events; of the second event of row 0 only the category is known."""
    items = torch.arange(12.0).view(2, 3, 2)
    masks = {
        "items": torch.tensor([[1, 0, 1], [1, 0, 0]]).bool(),
        "categories": torch.tensor([[1, 1, 1], [1, 0, 0]]).bool(),
        "searched": torch.ones(2, 3).bool(),
    }
    vectors = {"item": torch.ones(2, 2), "category": torch.zeros(2, 2), "items": items, "categories": -items}
    return Embedded(fields={**vectors, "searched": items}, numeric=torch.zeros(2, 0), masks=masks)


def test_a_behaviour_is_the_vectors_of_all_its_sequences_side_by_side() -> None:
    (history, _) = found(("items", "categories"))
    assert history.keys(rows())[1, 0].tolist() == [6.0, 7.0, -6.0, -7.0]
    assert history.query(rows())[0].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert history.mask(rows()).tolist() == [[True, True, True], [True, False, False]]


def test_summed_up_its_sequences_are_plain_vectors_in_their_places() -> None:
    (history, _) = found(("items", "categories"))
    changed = history.summed_up(rows(), torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]))
    assert changed.fields["items"].tolist() == [[1.0, 2.0], [5.0, 6.0]]
    assert changed.fields["categories"].tolist() == [[3.0, 4.0], [7.0, 8.0]]
    assert list(changed.fields) == list(rows().fields)
    assert set(changed.masks) == {"searched"}


def test_sequences_of_different_lengths_are_no_one_history() -> None:
    embedded = rows()
    longer = torch.zeros(2, 4, 2)
    odd = Embedded(fields={**embedded.fields, "categories": longer}, numeric=embedded.numeric, masks=embedded.masks)
    (history, _) = found(("items", "categories"))
    with pytest.raises(DataError, match=r"longest 'items' of these rows has 3 .*'categories' 4: .*model\.behaviours"):
        history.keys(odd)
