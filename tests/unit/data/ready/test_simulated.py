from pathlib import Path

from clicklens.data.ready.ready_dataset import Folders
from clicklens.data.ready.simulated import READY, PreparedWorld
from clicklens.data.simulate import WorldSpec, load_truth


def test_the_presets_are_there_and_differ() -> None:
    small, interest, paper = READY
    assert (small.name, small.rows) == ("simulated", WorldSpec.small().rows)
    assert (paper.name, paper.rows) == ("simulated/paper", WorldSpec.paper().rows)
    assert (interest.name, interest.rows) == ("simulated/interest", WorldSpec.interest().rows)
    assert len({small.digest(), interest.digest(), paper.digest()}) == 3


def test_the_folders_are_not_needed(tmp_path: Path) -> None:
    assert READY[0].prepare(Folders(downloads=tmp_path / "none", data=None)) == PreparedWorld(WorldSpec.small())


def test_the_encoded_world_brings_its_truth(tmp_path: Path) -> None:
    spec = WorldSpec.small().model_copy(update={"rows": 5_000})
    data = PreparedWorld(spec).encode(tmp_path / "world")
    assert load_truth(data.path).noise_fields == ("noise_1", "noise_2", "noise_3")
