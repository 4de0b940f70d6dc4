"""Our own models as black boxes."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from clicklens.core.errors import DataError
from clicklens.interactions import ModelBox, Off
from clicklens.models import Din, Gwen
from tests.rows_by_hand import SCHEMAS, batch_of
from tests.zoo_models import stirred

EVERYTHING = SCHEMAS["everything"]


def built(spec, schema):
    return stirred(spec, schema, by=0.2)


def logits(model, batch, task="click"):
    model.eval()
    with torch.no_grad():
        found = model(batch)[task].double().numpy()
    model.train()
    return found


@pytest.mark.parametrize("schema", list(SCHEMAS.values()), ids=lambda schema: schema.name)
@pytest.mark.parametrize("kind", ["zero", "mean", "resample"])
def test_a_row_that_keeps_all_has_the_models_own_logit(schema, kind):
    model, rows = built(Gwen(hidden=(8,)), schema), batch_of(schema, rows=5)
    box = ModelBox(model, rows, batch_of(schema, rows=7, seed=1), off=Off(kind=kind, rows=3))
    assert sorted(box.fields) == sorted(field.name for field in schema.fields)
    found = box.ask(np.ones((1, len(box.fields)), dtype=bool))
    assert found[:, 0] == pytest.approx(logits(model, rows), abs=1e-5)
    assert model.training


@pytest.mark.parametrize("spec", [Gwen(hidden=(8,)), Din(hidden=(8,))], ids=lambda spec: spec.kind)
def test_resampled_rows_that_keep_nothing_are_the_backgrounds(spec):
    schema = SCHEMAS["a sequence on a shared table"]
    model, background = built(spec, schema), batch_of(schema, rows=4, seed=1)
    box = ModelBox(model, batch_of(schema, rows=2), background)
    none = np.zeros((1, len(box.fields)), dtype=bool)
    assert box.ask(none)[:, 0] == pytest.approx([logits(model, background).mean()] * 2, abs=1e-5)


def test_one_field_that_is_off_is_the_other_rows():
    model, rows, other = (
        built(Gwen(hidden=(8,)), EVERYTHING),
        batch_of(EVERYTHING, rows=3),
        batch_of(EVERYTHING, 1, seed=5),
    )
    box = ModelBox(model, rows, other)
    for field in ("item", "clicked", "tags"):
        kept = np.array([[name != field for name in box.fields]])
        length = max(rows.ids[field].shape[1], other.ids[field].shape[1])
        ids = torch.zeros(3, length, dtype=torch.int64)
        ids[:, : other.ids[field].shape[1]] = other.ids[field]
        mixed = replace(rows, ids={**rows.ids, field: ids})
        assert box.ask(kept)[:, 0] == pytest.approx(logits(model, mixed), abs=1e-5)
    kept = np.array([[name != "price" for name in box.fields]])
    mixed = replace(rows, numeric=other.numeric.expand(3, -1))
    assert box.ask(kept)[:, 0] == pytest.approx(logits(model, mixed), abs=1e-5)


def test_zero_is_a_row_of_unknown_ids_and_mean_numbers():
    """The unknown id's vector is zero, so a row without any known id is what zero means; a history is empty."""
    schema = SCHEMAS["a sequence on a shared table"]
    model, rows = built(Din(hidden=(8,)), schema), batch_of(schema, rows=3)
    box = ModelBox(model, rows, batch_of(schema, rows=4, seed=1), off=Off(kind="zero"))
    for field in ("item", "clicked"):
        kept = np.array([[name != field for name in box.fields]])
        unknown = replace(rows, ids={**rows.ids, field: torch.zeros_like(rows.ids[field])})
        assert box.ask(kept)[:, 0] == pytest.approx(logits(model, unknown), abs=1e-5)


def test_a_mean_vector_is_the_backgrounds_mean():
    schema = SCHEMAS["numbers"]
    model, rows, background = built(Gwen(hidden=(8,)), schema), batch_of(schema, 2), batch_of(schema, 6, seed=1)
    box = ModelBox(model, rows, background, off=Off(kind="mean"))
    with torch.no_grad():
        embedded, mean = model.embed(rows), model.embed(background).map(lambda t: t.mean(0, keepdim=True).expand(2, -1))
        model.eval()
        expected = model.score(mean)["click"].double().numpy()
    assert embedded.numeric_names == ("price", "rating")
    assert box.ask(np.zeros((1, 3), dtype=bool))[:, 0] == pytest.approx(expected, abs=1e-5)


def test_another_task_can_be_asked_and_an_unknown_one_is_refused():
    schema = SCHEMAS["two tasks"]
    model, rows = built(Gwen(hidden=(8,)), schema), batch_of(schema, rows=3)
    box = ModelBox(model, rows, rows, task="buy")
    assert box.ask(np.ones((1, 2), dtype=bool))[:, 0] == pytest.approx(logits(model, rows, "buy"), abs=1e-5)
    with pytest.raises(DataError, match="no task 'like'; it has click, buy"):
        ModelBox(model, rows, rows, task="like")
    with pytest.raises(DataError, match="the background has no rows"):
        ModelBox(model, rows, rows.take(torch.zeros(0, dtype=torch.int64)))


def test_examples_are_named_by_their_ids():
    schema = SCHEMAS["two tasks"]
    rows = batch_of(schema, rows=3)
    assert ModelBox(built(Gwen(), schema), rows, rows).example_ids.tolist() == rows.example_ids.tolist()
