"""What tests run in two processes: every word of a team once. ``python -m tests.team_words RANK FOLDER``."""

from __future__ import annotations

import json
import sys

import psutil
import torch

from clicklens.training.team import Call
from clicklens.training.team.rendezvous import Place, join


def main(rank: int, folder: str) -> None:
    """Prints what this process heard."""
    heard: dict[str, object] = {}
    with join(Place(rank, 2, rank), device="cpu", folder=folder) as team:
        team.call(Call.EVALUATE, 3)
        heard["call"] = None if team.is_first else team.hear()
        heard["told"] = team.tell({"a": [1, "ä"]} if team.is_first else None)
        heard["copied"] = team.copy_(torch.tensor([rank + 1.5])).tolist()
        heard["sum"] = team.sum_(torch.tensor([1.0, rank])).tolist()
        heard["gathered"] = [part.tolist() for part in team.gather(torch.tensor([rank, 7]))]
        heard["collected"] = [part.tolist() for part in team.collect(torch.arange(3 * rank, dtype=torch.uint8))]
        listening = [c.laddr.ip for c in psutil.Process().net_connections() if c.status == psutil.CONN_LISTEN]
        heard["listens"] = sorted(set(listening))
        heard["nothing"] = [part.tolist() for part in team.collect(torch.zeros(0))]
    sys.stdout.write(json.dumps(heard))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
