"""The simulated ad world among the ready-made sets: there without a download, and its truth is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clicklens.data.dataset import EncodedDataset
from clicklens.data.progress import Listener
from clicklens.data.ready.ready_dataset import Folders, ReadyCard, ReadyDataset
from clicklens.data.simulate.dataset import simulated_dataset
from clicklens.data.simulate.spec import WorldSpec
from clicklens.data.simulate.world import world_schema

_WORLD = "3"  # raised when the same spec gives other rows than before


@dataclass(frozen=True)
class PreparedWorld:
    """A world that is simulated while it is encoded."""

    spec: WorldSpec

    def encode(self, out: Path, *, progress: Listener | None = None) -> EncodedDataset:
        """Simulates and encodes into the folder ``out``, the truth beside the manifest."""
        return simulated_dataset(self.spec, out, progress=progress)


def _prepare(_: Folders, spec: WorldSpec) -> PreparedWorld:
    return PreparedWorld(spec)


def _ready(name: str, title: str, spec: WorldSpec) -> ReadyDataset:
    days = "all eight days, in equal numbers" if spec.days == 8 else "the same day"
    return ReadyDataset(
        card=ReadyCard(
            name=name,
            title=title,
            rows=spec.rows,
            label=f"1 where the ad was clicked ({spec.click_rate:.0%}), drawn from a known probability",
            splits=f"train and validation from the first day, test from {days}",
            source="made up by clicklens.data.simulate; nobody's data",
            how_to_get="made at first use; nothing is fetched",
            licence="None needed: the rows are made up.",
            citation="The simulated ad world of ClickLens.",
        ),
        prepare=partial(_prepare, spec=spec),
        read_schema=partial(world_schema, spec),
        made_by=_WORLD + spec.digest(),
    )


READY = (
    _ready("simulated", "Simulated ad world, small", WorldSpec.small()),
    _ready("simulated/interest", "Simulated ad world that hangs on past clicks", WorldSpec.interest()),
    _ready("simulated/paper", "Simulated ad world in the shape of DeepInsight's log", WorldSpec.paper()),
)
