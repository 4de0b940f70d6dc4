"""Every model of the catalogue as a black box: off fields are another row's, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from clicklens.data.batch import Batch
from clicklens.interactions import ModelBox, Off
from clicklens.models import CtrModel, in_eval_mode
from tests.rows_by_hand import SCHEMAS, batch_of
from tests.zoo_models import KINDS, stirred

SCHEMA = SCHEMAS["everything"]

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind().kind)


def logits(model: CtrModel, batch: Batch) -> np.ndarray[Any, Any]:
    with in_eval_mode(model), torch.inference_mode():
        found: np.ndarray[Any, Any] = model(batch)["click"].double().numpy()
    return found


@every_kind
def test_a_row_that_keeps_all_has_its_logit_and_one_that_keeps_nothing_the_backgrounds(kind: Any) -> None:
    model, rows, background = stirred(kind(), SCHEMA), batch_of(SCHEMA, 3), batch_of(SCHEMA, 4, seed=1)
    box = ModelBox(model, rows, background)
    ends = box.ask(np.array([[True] * len(box.fields), [False] * len(box.fields)]))
    assert ends[:, 0] == pytest.approx(logits(model, rows), rel=1e-4, abs=1e-4)
    assert ends[:, 1] == pytest.approx([logits(model, background).mean()] * 3, rel=1e-4, abs=1e-4)


@every_kind
@pytest.mark.parametrize("field", ["user", "tags", "price"])
def test_a_field_that_is_off_is_the_other_rows_and_the_others_stay(kind: Any, field: str) -> None:
    model, rows, other = stirred(kind(), SCHEMA), batch_of(SCHEMA, 3), batch_of(SCHEMA, 1, seed=5)
    box = ModelBox(model, rows, other)
    if field == "price":
        mixed = replace(rows, numeric=other.numeric.expand(3, -1))
    else:
        length = max(rows.ids[field].shape[1], other.ids[field].shape[1])
        ids = torch.zeros(3, length, dtype=torch.int64)
        ids[:, : other.ids[field].shape[1]] = other.ids[field]
        mixed = replace(rows, ids={**rows.ids, field: ids})
    kept = np.array([[name != field for name in box.fields]])
    assert box.ask(kept)[:, 0] == pytest.approx(logits(model, mixed), rel=1e-4, abs=1e-4)


@every_kind
def test_zero_is_an_unknown_id(kind: Any) -> None:
    model, rows = stirred(kind(), SCHEMA), batch_of(SCHEMA, 3)
    box = ModelBox(model, rows, batch_of(SCHEMA, 4, seed=1), off=Off(kind="zero"))
    unknown = replace(rows, ids={**rows.ids, "user": torch.zeros_like(rows.ids["user"])})
    kept = np.array([[name != "user" for name in box.fields]])
    assert box.ask(kept)[:, 0] == pytest.approx(logits(model, unknown), rel=1e-4, abs=1e-4)
