"""Results as the page gets them, for the tests of its views: ``python -m tests.page_fixtures`` writes them all anew.

They come from a made-up run that over-fits, so their numbers hold together; which numbers they are says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from clicklens.analysis.captured import Captured
from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.neuron import Neuron, NeuronParams
from clicklens.analysis.neurons import Neurons, NeuronsParams
from clicklens.analysis.probe import Probe, ProbeParams
from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from clicklens.analysis.result import Result
from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from tests.captured_runs import make_captured

FOLDER = Path(__file__).parents[1] / "web" / "src" / "testing" / "data"
MOST_BYTES = 60_000  # of one file


@cache
def overfitted() -> Captured:
    """A run of six snapshots and three layers that over-fits from its fourth snapshot on."""
    return make_captured(steps=6, rows=400, taps={"layer_1": 8, "layer_2": 6, "layer_3": 4}, overfit_from=400)


def neurons() -> Result:
    """All neurons over training."""
    return Neurons().run(overfitted(), NeuronsParams(draws=40))


def neuron() -> Result:
    """One neuron, with the rows that drive it."""
    return Neuron().run(
        overfitted(), NeuronParams(layer="layer_3", neuron=1, top=6, values=8, near=3, bins=8, draws=40)
    )


def probe() -> Result:
    """What each layer adds."""
    return Probe().run(overfitted(), ProbeParams())


def redundancy() -> Result:
    """Which layers carry the same."""
    return Redundancy().run(overfitted(), RedundancyParams())


def fluctuation() -> Result:
    """How layers move over training."""
    return Fluctuation().run(overfitted(), FluctuationParams(draws=40))


def scores() -> Result:
    """How well rows are scored."""
    return ScoresAnalysis().run(overfitted(), ScoresParams(draws=40))


FIXTURES: dict[str, Callable[[], Result]] = {
    made.__name__: made for made in (neurons, neuron, probe, redundancy, fluctuation, scores)
}


def write(folder: Path = FOLDER) -> None:
    """One file a fixture, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in FIXTURES.items():
        (folder / f"{name}.json").write_text(made().model_dump_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
