"""What every model of the catalogue answers to live questions, on rows of every kind of field."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from clicklens.analysis.attention import attention
from clicklens.analysis.attention_result import Attention
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import drawn_rows
from clicklens.analysis.interactions import interactions
from clicklens.analysis.interactions_result import Interactions
from clicklens.analysis.live import Live
from clicklens.analysis.row_interactions import row_interactions
from clicklens.analysis.row_interactions_result import RowInteractions
from clicklens.analysis.scan import scan
from clicklens.analysis.scan_result import Scan
from clicklens.analysis.weights import read_weights
from clicklens.analysis.weights_result import ModelWeights
from clicklens.analysis.what_if import what_if
from clicklens.analysis.what_if_result import WhatIf
from clicklens.models import Gwen
from tests.live_rows import FIELDS, dataset_of_every_kind, live_of, rows_of_every_kind
from tests.zoo_models import KINDS

SPECS = [Gwen(hidden=(8, 4), embedding_dim=4, dropout=0.5) if kind is Gwen else kind() for kind in KINDS]


@pytest.fixture(scope="module", params=SPECS, ids=lambda spec: spec.kind)
def live(request: Any, tmp_path_factory: Any) -> Live:
    return live_of(dataset_of_every_kind(tmp_path_factory.mktemp(request.param.kind)), request.param)


@pytest.mark.parametrize("field", FIELDS)
def test_a_change_scores_as_a_row_that_was_encoded_with_it(live: Live, field: str) -> None:
    """The oracle: the source's own row with the cell replaced, through the encoder of the whole data set."""
    rows = rows_of_every_kind()
    for example, other in ((3, 40), (299, 7)):
        value = rows[field][other].as_py()
        changed = {name: [rows[name][other if name == field else example].as_py()] for name in rows.column_names}
        whole = live.dataset.encode_rows(rows.schema.empty_table().from_pydict(changed, schema=rows.schema))
        result = what_if(live, live.example(example), {field: value})
        np.testing.assert_allclose(result.after.logit, live.logits(whole)[0], rtol=1e-5, atol=1e-6)


def test_all_changes_make_one_row_another(live: Live) -> None:
    rows = rows_of_every_kind()
    values = {name: rows[name][299].as_py() for name in FIELDS}
    result = what_if(live, live.example(3), values)
    np.testing.assert_allclose(result.after.logit, live.logits(live.example(299).batch)[0], rtol=1e-5, atol=1e-6)


def test_no_example_is_scored_otherwise_than_in_its_split(live: Live) -> None:
    for name in live.dataset.splits:
        split = live.dataset.split(name)
        together = live.logits(split.batch(np.arange(len(split))))
        alone = [live.logits(live.example(int(example)).batch)[0] for example in split.example_ids]
        # A wide model adds its numbers up in another order for another count of rows.
        np.testing.assert_allclose(alone, together, rtol=1e-5, atol=1e-6 * np.abs(together).max())


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "text"])
def test_a_scan_is_one_answer_for_each_value_and_round_trips(live: Live, field: str) -> None:
    result = scan(live, live.example(3), field, limit=5)
    assert 1 <= len(result.points) <= 6
    assert result.to_frame()["pctr"].between(0, 1).all()
    assert result.plot().axes
    assert result.finding
    assert Scan.model_validate_json(result.to_json()) == result


def test_an_answer_is_a_table_a_picture_and_round_trips(live: Live) -> None:
    result = what_if(live, live.example(3), {"item": "never", "price": 5})
    assert len(result.to_frame()) == 4
    assert result.plot().axes
    assert WhatIf.model_validate_json(result.to_json()) == result


def test_what_a_model_weighs_is_told_of_every_weighing_and_round_trips(live: Live) -> None:
    result = attention(live, live.example(3), [{"item": "103"}])
    told = [one.weighing for one in (*result.positions, *result.fields, *result.pairs)]
    assert sorted(told) == sorted(live.model.weighings())
    assert result.candidates[0].score.logit == pytest.approx(live.logits(live.example(3).batch)[0], rel=1e-5, abs=1e-5)
    assert result.plot().axes
    assert Attention.model_validate_json(result.to_json()) == result


def test_the_weights_of_every_table_are_told_and_round_trip(live: Live) -> None:
    result = read_weights(live)
    assert {table.table for table in result.tables} == set(live.dataset.table_sizes)
    assert sum(table.share for table in result.tables) <= 1
    for table in result.tables:
        assert sum(one.ids for one in table.bins) in (0, table.ids)  # none where every number is of first order
        assert table.bins or table.first_order
    assert result.plot().axes
    assert result.finding
    assert ModelWeights.model_validate_json(result.to_json()) == result


def test_which_fields_act_together_is_told_of_every_model_and_round_trips(live: Live) -> None:
    params = InteractionParams(rows=12, detector="arch_detect", references=2, first=3)
    rows = drawn_rows(live, "test", None, rows=params.rows, seed=0)
    result = interactions(live, "test", rows, params)
    assert set(result.fields) == set(live.model.embed(rows).fields) | set(live.model.embed(rows).numeric_names)
    assert all(one.table is not None or "text" in one.fields for one in result.sets)
    assert result.plot().axes
    assert Interactions.model_validate_json(result.to_json()) == result


def test_the_sets_of_a_row_add_to_what_each_field_brings(live: Live) -> None:
    params = InteractionParams(detector="arch_detect", references=2)
    result = row_interactions(live, live.example(3), params)
    assert result.score.logit == pytest.approx(live.logits(live.example(3).batch)[0], rel=1e-5, abs=1e-5)
    alone = {one.field: one.brings for one in result.fields}
    for one in result.sets:
        assert one.brings == pytest.approx(one.beyond + sum(alone[name] for name in one.fields), abs=1e-6)
    assert result.plot().axes
    assert RowInteractions.model_validate_json(result.to_json()) == result


def test_the_same_question_has_the_same_answer_and_leaves_the_model_as_found(live: Live) -> None:
    live.model.train()
    weights = {name: value.clone() for name, value in live.model.state_dict().items()}
    state = torch.random.get_rng_state()
    first, second = (what_if(live, live.example(3), {"item": "103", "user": None}) for _ in range(2))
    assert first == second
    assert live.model.training
    assert all(parameter.grad is None for parameter in live.model.parameters())
    assert all(torch.equal(value, live.model.state_dict()[name]) for name, value in weights.items())
    assert torch.equal(state, torch.random.get_rng_state())
    live.model.eval()
