"""A model of the zoo on one of the schemas by hand, with weights that are not small."""

from __future__ import annotations

from typing import Any

import torch

from clicklens.models import CtrModel, Embedded, build_model
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of


def made(spec: Any, schema: str) -> tuple[CtrModel, Embedded]:
    """The model in eval mode, and embedded rows for it."""
    torch.manual_seed(0)
    model = build_model(spec, schema=SCHEMAS[schema], table_sizes=sizes_of(SCHEMAS[schema])).eval()
    return model, model.embed(batch_of(SCHEMAS[schema]))
