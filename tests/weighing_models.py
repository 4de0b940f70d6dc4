"""Tiny models that weigh their inputs and whose answers can be told by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import torch
from torch import Tensor, nn

from clicklens.analysis.live import Live
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.data.encode import encode
from clicklens.models import CtrModel, Weighing
from clicklens.models.embedded import Embedded
from tests.factories import make_rows, make_schema


class SumOfWeights(CtrModel):
    """logit = Σ_l w(id_l) + bonus · [the candidate stands in the history]; a behaviour's weight is its id's number.

    With ``turned`` it tells the weights with the other sign, which is not what it adds up: unfaithful.
    """

    tasks = ("click",)

    def __init__(self, numbers: Tensor, *, turned: bool = False) -> None:
        super().__init__()
        self.numbers = numbers  # (ids,), 0 for the unknown one
        self.turned = turned
        self.bonus = 0.5
        self.weights = nn.Identity()
        self.of_fields = nn.Identity()
        self.of_pairs = nn.Identity()

    def embed(self, batch: Batch) -> Embedded:
        """The numbers of the history (B, L, 1), and of the item (B, 1)."""
        history, item = batch.ids["history"], batch.ids["item"]
        fields = {"item": self.numbers[item], "history": self.numbers[history].unsqueeze(-1)}
        return Embedded(fields=fields, numeric=batch.numeric, masks={"history": history != 0})

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """The sum of all weights."""
        own = embedded.fields["history"].squeeze(-1) * embedded.masks["history"]  # (B, L)
        item = embedded.fields["item"]  # (B, 1)
        self.weights(-own if self.turned else own)
        self.of_fields(torch.cat([item, own.sum(dim=1, keepdim=True)], dim=1))
        self.of_pairs(torch.cat([item, 2 * item, 3 * item, 4 * item], dim=1))
        alike = ((own == item) & embedded.masks["history"]).any(dim=1)
        return {"click": own.sum(dim=1) + self.bonus * alike}

    def taps(self) -> dict[str, nn.Module]:
        """None."""
        return {}

    def weighings(self) -> dict[str, Weighing]:
        """One of each kind."""
        return {
            "attention_1": Weighing(self.weights, over="positions", fields=("history",), candidate="item"),
            "gate": Weighing(self.of_fields, over="fields", fields=("item", "history")),
            "cross": Weighing(self.of_pairs, over="pairs", fields=("item", "history")),
        }


def long_histories(folder: Path, *, rows: int = 300) -> EncodedDataset:
    """Rows whose history holds seven items each, of twelve."""
    table, draw = make_rows(rows=rows), np.random.default_rng(3)
    histories = pa.array([(draw.permutation(12)[:7] + 100).tolist() for _ in range(rows)])
    table = table.set_column(table.schema.get_field_index("history"), "history", histories)
    fields = [field.model_dump() for field in make_schema().fields]
    fields = [{**field, "max_length": 7} if field["name"] == "history" else field for field in fields]
    return encode(table, make_schema(fields=fields), folder / "long", split=None)


def weighing_live(dataset: EncodedDataset, *, turned: bool = False, equal: bool = False, **settings: Any) -> Live:
    """The item of value 100 + j weighs (j + 1) / 10; all weigh 0.3 where they are ``equal``."""
    values = dataset.vocabulary("item").decode(np.arange(dataset.table_sizes["item"]))
    numbers = [0.0 if value is None else 0.3 if equal else (int(value) - 99) / 10 for value in values]
    model = SumOfWeights(torch.tensor(numbers), turned=turned)
    return Live(run_id="by-hand", step=7, model=model.eval(), dataset=dataset, **settings)
