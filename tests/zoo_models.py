"""Models of the zoo on the schemas by hand, with weights that are not small."""

from __future__ import annotations

from typing import Any, get_args

import torch

from clicklens.core.schema import FeatureSchema
from clicklens.models import CtrModel, Embedded, ModelSpec, build_model, embedding_parameters
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of

KINDS: tuple[Any, ...] = get_args(get_args(ModelSpec)[0])  # the settings of every model of the catalogue


def made(spec: Any, schema: str) -> tuple[CtrModel, Embedded]:
    """The model in eval mode, and embedded rows for it."""
    torch.manual_seed(0)
    model = build_model(spec, schema=SCHEMAS[schema], table_sizes=sizes_of(SCHEMAS[schema])).eval()
    return model, model.embed(batch_of(SCHEMAS[schema]))


def stirred(spec: Any, schema: FeatureSchema, *, seed: int = 0, by: float = 0.1) -> CtrModel:
    """A model as if it were trained a little: what starts at zero is zero no longer, but for the unknown ids."""
    torch.manual_seed(seed)
    model = build_model(spec, schema=schema, table_sizes=sizes_of(schema))
    tables = embedding_parameters(model)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.add_(torch.randn_like(parameter), alpha=by)
            if name in tables:
                parameter[0] = 0.0
    return model
