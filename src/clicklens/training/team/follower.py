"""Follower: a process of a team that has the loop, and nobody who watches it."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from typing import Any

import torch

from clicklens.core.errors import ClickLensError
from clicklens.data.dataset import EncodedDataset
from clicklens.data.split import TRAIN
from clicklens.models import build_model
from clicklens.training.feed import StepRows, step_rows
from clicklens.training.position import Position
from clicklens.training.spec import RunSpec
from clicklens.training.team.rendezvous import Place, join
from clicklens.training.team.state import share_state
from clicklens.training.team.team import Call, Team
from clicklens.training.trainer import Trainer
from clicklens.training.transfer import fed


def follow(spec: RunSpec, dataset: EncodedDataset, team: Team) -> None:
    """Takes the steps and evaluations that the first process calls for, until it says that the run is over.

    Raises DivergedError as the first process does, and FailedError when that is gone.
    """
    model = build_model(spec.model, schema=dataset.schema, table_sizes=dataset.table_sizes)
    trainer = Trainer(model, dataset, spec.training, team=team)
    trainer.position = share_state(team, trainer.model, trainer.optimizer, trainer.position)
    trainer.model.train()
    with fed(_all_steps(trainer), trainer.device) as steps:
        while True:
            call, number = team.hear()
            if call is Call.STEP:
                trainer.advance(next(steps))
            elif call is Call.EVALUATE:
                trainer.evaluate(dataset.splits[number])
            else:
                return


def _all_steps(trainer: Trainer) -> Iterator[StepRows]:
    """The process's share of every step from here on, pass after pass."""
    position = trainer.position
    while True:
        yield from step_rows(trainer.dataset.split(TRAIN), trainer.settings, position, trainer.team)
        position = Position(passes=position.passes + 1)


def main() -> int:
    """What a process does that another one started: its place and the request come as JSON on standard input."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the run decides when it ends, and tells
        signal.signal(number, signal.SIG_IGN)
    told: dict[str, Any] = json.load(sys.stdin)
    try:
        spec = RunSpec.parse(told["spec"], source="the run")
        torch.set_num_threads(told["threads"])
        place = Place(told["rank"], told["size"], told["rank"])
        with join(place, device=spec.training.device, folder=told["folder"]) as team:
            follow(spec, EncodedDataset.open(told["data"]), team)
    except ClickLensError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
