"""What every process of a team begins with: the first one's weights, optimiser and position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from clicklens.training.optimizer import CtrOptimizer
from clicklens.training.position import Position
from clicklens.training.state import TrainingState, collect_state, restore_state
from clicklens.training.team.team import Team


def share_state(team: Team, model: nn.Module, optimizer: CtrOptimizer, position: Position) -> Position:
    """Gives every process the first one's state; returns the position at which all of them stand."""
    if team.is_alone:
        return position
    state = collect_state(model, optimizer, position)
    shapes = {name: [str(array.dtype), array.shape] for name, array in state.tensors.items()}
    told: dict[str, Any] = team.tell({"shapes": shapes, "values": state.values})
    tensors = {}
    for name, (dtype, shape) in told["shapes"].items():
        array = state.tensors[name] if team.is_first else np.empty(shape, dtype)
        tensors[name] = team.copy_(torch.from_numpy(np.array(array))).numpy()
    return position if team.is_first else restore_state(TrainingState(tensors, told["values"]), model, optimizer)


def running_means(model: nn.Module) -> list[Tensor]:
    """What a model keeps of the batches that it saw, beside its weights (batch normalisation)."""
    weights = {name for name, _ in model.named_parameters()}
    return [value for name, value in model.state_dict().items() if name not in weights]


def share_means(team: Team, means: Sequence[Tensor]) -> None:
    """Gives every process the first one's running means, so that all have one model."""
    if team.is_alone or not means:
        return
    whole = team.copy_(torch.cat([value.reshape(-1) for value in means]))
    with torch.no_grad():
        for value, part in zip(means, torch.split(whole, [value.numel() for value in means]), strict=True):
            value.copy_(part.view_as(value))
