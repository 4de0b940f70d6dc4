"""A redraw is hand-solved where pctr is known, follows weights, and leaves the model as it was."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from clicklens.analysis.saliency_redraw import redrawn_effects
from clicklens.core.errors import DataError, RequestError
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Embedded


class Steps(CtrModel):
    """pctr is 3/4 where the vector x or a position of the history is above 0, else 1/2. The number is idle."""

    tasks = ("click",)

    def embed(self, batch: Batch) -> Embedded:
        history = batch.dense["history"].unsqueeze(-1)  # (B, L, 1)
        mask = batch.dense["history"] != 0
        fields = {"x": batch.dense["x"], "history": history}
        return Embedded(fields=fields, numeric=batch.numeric, numeric_names=("age",), masks={"history": mask})

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        held = (embedded.fields["history"].squeeze(-1) * embedded.masks["history"]).sum(dim=1) > 0
        high = (embedded.fields["x"][:, 0] > 0) | held
        return {"click": high * torch.log(torch.tensor(3.0)) + 0 * embedded.numeric[:, 0]}

    def taps(self) -> Mapping[str, nn.Module]:  # type: ignore[override]
        return {}


def rows_of(n: int, *, high: float, history: float = 0.0) -> Batch:
    return Batch(
        ids={},
        numeric=torch.randn(n, 1, generator=torch.Generator().manual_seed(0)),
        labels={"click": torch.zeros(n)},
        example_ids=torch.arange(n),
        dense={
            "x": (torch.arange(n) < high * n).float().unsqueeze(1),
            "history": (torch.arange(n) >= n - history * n).float().unsqueeze(1).expand(n, 2).clone(),
        },
    )


def test_the_chance_of_another_value_times_the_way_to_it() -> None:
    found = redrawn_effects(Steps(), [rows_of(20_000, high=0.3)], draws=5)
    assert found["x"] == pytest.approx(2 * 0.3 * 0.7 * 0.25, rel=0.02)
    assert found["age"] == found["history"] == 0
    assert found.rows == 20_000


def test_a_sequence_is_drawn_with_its_mask() -> None:
    found = redrawn_effects(Steps(), [rows_of(20_000, high=0.0, history=0.4)], draws=5)
    assert found["history"] == pytest.approx(2 * 0.4 * 0.6 * 0.25, rel=0.02)


def test_rows_are_drawn_and_count_by_their_weights() -> None:
    batch = rows_of(1_000, high=0.5)
    weights = torch.where(torch.arange(1_000) < 500, 9.0, 1.0)
    found = redrawn_effects(Steps(), [replace(batch, weights=weights)], draws=20)
    assert found["x"] == pytest.approx(2 * 0.9 * 0.1 * 0.25, rel=0.05)


def test_batches_add_up_and_the_mode_stays() -> None:
    model = Steps().train()
    batches = [rows_of(5_000, high=0.3), rows_of(5_000, high=0.3)]
    assert redrawn_effects(model, batches)["x"] == pytest.approx(2 * 0.3 * 0.7 * 0.25, rel=0.05)
    assert model.training


def test_the_same_seed_draws_the_same() -> None:
    batch = rows_of(200, high=0.3)
    one, again, other = (redrawn_effects(Steps(), [batch], seed=seed)["x"] for seed in (1, 1, 2))
    assert one == again != other


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(RequestError, match=r"no task 'clik'.*click"):
        redrawn_effects(Steps(), [rows_of(10, high=0.5)], task="clik")
    with pytest.raises(DataError, match="weight above 0"):
        redrawn_effects(Steps(), [])
    with pytest.raises(DataError, match="weight above 0"):
        redrawn_effects(Steps(), [replace(rows_of(10, high=0.5), weights=torch.zeros(10))])
