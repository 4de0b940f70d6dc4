"""Results as the page gets them, for the tests of its views: ``python -m tests.page_fixtures`` writes them all anew.

They come from a made-up run that over-fits, so their numbers hold together; which numbers they are says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from clicklens.analysis.captured import Captured
from clicklens.analysis.comparison import compare
from clicklens.analysis.example import Example, ExampleParams
from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.neuron import Neuron, NeuronParams
from clicklens.analysis.neurons import Neurons, NeuronsParams
from clicklens.analysis.probe import Probe, ProbeParams
from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from clicklens.analysis.result import Result
from clicklens.analysis.saliency import Saliency, SaliencyParams
from clicklens.analysis.scan_finding import scan_findings
from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from clicklens.analysis.what_if_finding import what_if_findings
from tests.captured_runs import make_captured
from tests.live_results import make_scan, make_what_if
from tests.searches import made_up_search

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


def saliency() -> Result:
    """Which fields the model leans on."""
    return Saliency().run(overfitted(), SaliencyParams(draws=40, top_ids=4))


def example() -> Result:
    """The row that the model gets most wrong."""
    return Example().run(overfitted(), ExampleParams(near=3, ids=6))


def comparison() -> Result:
    """An early step of the run against its last one."""
    return compare(overfitted(), overfitted(), step=overfitted().steps[1], other_step=overfitted().steps[-1])


def what_if() -> Result:
    """Two changes, the first to a value that training never held."""
    found = make_what_if(0.5, 1.2, before=0.0, after=1.6, asked=120, unknown=("new",), nearest="news")
    return found.model_copy(update={"findings": what_if_findings(found)})


def scan() -> Result:
    """Every value of one field."""
    found = make_scan(("War", 40, 1.1), ("Drama", 312, 0.0), ("Comedy", 120, -0.8), known=9)
    return found.model_copy(update={"findings": scan_findings(found)})


def search() -> Result:
    """A search of twelve trials, some ended early, one failed, one under way."""
    return made_up_search()


FIXTURES: dict[str, Callable[[], Result]] = {
    made.__name__: made
    for made in (
        neurons,
        neuron,
        probe,
        redundancy,
        fluctuation,
        scores,
        saliency,
        example,
        comparison,
        what_if,
        scan,
        search,
    )
}


def write(folder: Path = FOLDER) -> None:
    """One file a fixture, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in FIXTURES.items():
        (folder / f"{name}.json").write_text(made().model_dump_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
