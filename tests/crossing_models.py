"""A tiny model of which it is known which fields act together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor, nn

from clicklens.analysis.live import Live
from clicklens.data.batch import Batch
from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel
from clicklens.models.embedded import Embedded
from tests.live_rows import dataset_of_every_kind

FIELDS = ("user", "item", "place", "age")


class Crossing(CtrModel):
    """logit = s_user + s_item + s_place / 2 + cross · s_user s_item, where s is −1 or +1 by an id, 0 where it is off.

    ``age`` does nothing.
    """

    tasks = ("click",)

    def __init__(self, *, cross: float = 2.0) -> None:
        super().__init__()
        self.cross = cross

    def embed(self, batch: Batch) -> Embedded:
        """Each field as its sign, (B, 1)."""
        fields = {name: 1.0 - 2.0 * (batch.ids[name] % 2).float() for name in FIELDS}
        return Embedded(fields=fields, numeric=batch.numeric[:, :0])

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        """The sum."""
        user, item, place = (embedded.fields[name][:, 0] for name in FIELDS[:3])
        return {"click": user + item + place / 2 + self.cross * user * item}

    def taps(self) -> dict[str, nn.Module]:
        """None."""
        return {}


def crossing_live(folder: Path, *, cross: float = 2.0, rows: int = 300, **settings: Any) -> Live:
    """The model over rows of every kind."""
    dataset: EncodedDataset = dataset_of_every_kind(folder, rows=rows)
    return Live(run_id="by-hand", step=7, model=Crossing(cross=cross).eval(), dataset=dataset, **settings)
