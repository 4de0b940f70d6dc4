"""What our own models have in common."""

import torch

from clicklens.models import Dnn, build_model
from clicklens.models.field_model import FieldModel
from tests.rows_by_hand import SCHEMAS, batch_of, sizes_of


def test_the_columns_of_its_logits_are_the_tasks():
    schema = SCHEMAS["two tasks"]
    model = build_model(Dnn(hidden=(4,)), schema=schema, table_sizes=sizes_of(schema))
    assert isinstance(model, FieldModel)
    embedded = model.embed(batch_of(schema))
    columns = model.logits(embedded)
    assert model.tasks == ("click", "buy")
    assert torch.equal(model.score(embedded)["buy"], columns[:, 1])
