"""What every process of a team begins with: the first one's weights, optimiser and position."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

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


def share_buffers(team: Team, model: nn.Module) -> None:
    """Gives every process the first one's running means (batch normalisation), so that all measure one model."""
    if team.is_alone:
        return
    weights = {name for name, _ in model.named_parameters()}
    for name, value in model.state_dict().items():
        if name not in weights:
            team.copy_(value)
