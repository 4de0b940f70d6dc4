"""Results as the page gets them, for the tests of its views: ``python -m tests.page_fixtures`` writes them all anew.

They come from a made-up run that over-fits, so their numbers hold together; which numbers they are says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from clicklens.analysis.attention_finding import attention_findings
from clicklens.analysis.attention_result import PairWeights
from clicklens.analysis.attention_sample_finding import sample_findings
from clicklens.analysis.attention_sample_result import FieldSample, PairSample
from clicklens.analysis.captured import Captured
from clicklens.analysis.comparison import compare
from clicklens.analysis.embedding_map_finding import embedding_map_findings
from clicklens.analysis.example import Example, ExampleParams
from clicklens.analysis.fluctuation import Fluctuation, FluctuationParams
from clicklens.analysis.interactions_finding import interaction_findings
from clicklens.analysis.neuron import Neuron, NeuronParams
from clicklens.analysis.neurons import Neurons, NeuronsParams
from clicklens.analysis.probe import Probe, ProbeParams
from clicklens.analysis.redundancy import Redundancy, RedundancyParams
from clicklens.analysis.result import Result
from clicklens.analysis.saliency import Saliency, SaliencyParams
from clicklens.analysis.scan_finding import scan_findings
from clicklens.analysis.scores import ScoresAnalysis, ScoresParams
from clicklens.analysis.weights_finding import weights_findings
from clicklens.analysis.weights_result import CrossWeights, FirstOrder, IdWeight
from clicklens.analysis.what_if_finding import what_if_findings
from tests.attention_results import (
    around,
    make_attention,
    make_position_sample,
    make_positions,
    make_removal,
    make_sample,
)
from tests.captured_runs import make_captured
from tests.interaction_results import make_interactions, make_row_interactions, make_set
from tests.live_results import GATHERED, SPREAD, make_bin, make_map, make_scan, make_table, make_weights, make_what_if
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


def weights() -> Result:
    """Two tables, one with numbers of first order, and two parts through which fields act on one another."""
    bins = (make_bin(0, 0, 40, 0.1, moved=0.0, unmoved=40), make_bin(1, 1, 120, 0.9), make_bin(2, 3, 60, 0.8))
    frequent = (make_bin(16, 31, 30, 0.6), make_bin(1024, 2047, 8, 0.5))
    told = tuple(IdWeight(value=name, count=40, weight=weight) for name, weight in (("Drama", 0.7), ("War", -0.4)))
    first_order = FirstOrder(mean=0.1, spread=0.3, highest=told, lowest=told[::-1])
    names = ("user_id", "genre", "hour")
    strength = ((0.2, 1.6, 0.4), (1.1, 0.1, 0.3), (0.2, 0.5, 0.0))
    found = make_weights(
        make_table(*bins, *frequent, name="user_id", share=0.62, unseen=40, unmoved=40),
        make_table(make_bin(64, 127, 9, 0.7), name="genre", share=0.1, first_order=first_order),
        crosses=tuple(CrossWeights(part=part, fields=names, strength=strength) for part in ("cross_1", "cross_2")),
        asked=120,
    )
    return found.model_copy(update={"findings": weights_findings(found)})


def attention() -> Result:
    """A history of four for two candidates, and pairs of fields."""
    pairs = PairWeights(weighing="attention_weights_1", fields=("user_id", "genre"), weights=((0.8, 0.2), (0.6, 0.4)))
    positions = make_positions([0.1, 0.3, 0.2, 1.4], [0.4, 0.1, 0.1, 0.2], values=("War", "Drama", "Comedy", "Sci-Fi"))
    found = make_attention(positions, candidates=({"item": "103"},), pairs=(pairs,))
    return found.model_copy(update={"findings": attention_findings(found)})


def attention_sample() -> Result:
    """Weights that can be believed, fields and pairs."""
    removals = (make_removal(1, 0.6, 0.2), make_removal(2, 0.9, 0.4))
    pair = PairSample(weighing="attention_weights_1", fields=("user_id", "genre"), weights=((0.8, 0.2), (0.6, 0.4)))
    fields = FieldSample(weighing="mask_1", fields=("user_id", "genre"), weights=(around(1.2), None))
    found = make_sample(make_position_sample(*removals), fields=(fields,), pairs=(pair,))
    return found.model_copy(update={"findings": sample_findings(found)})


def embedding_map() -> Result:
    """Three goods, scored in one row."""
    found = make_map(gathering=GATHERED, spread=SPREAD)
    return found.model_copy(update={"findings": embedding_map_findings(found)})


def interactions() -> Result:
    """A pair that is surely more than chance, a set of three, and a pair that is not sure and has no table."""
    sets = (
        make_set("user_id", "genre"),
        make_set("user_id", "genre", "hour", count=30, p=0.01, table=None),
        make_set("genre", "hour", count=12, by_chance=9, p=0.6, table=None),
    )
    found = make_interactions(*sets, fields=("user_id", "genre", "hour"))
    return found.model_copy(update={"findings": interaction_findings(found)})


def row_interactions() -> Result:
    """One row with two sets."""
    return make_row_interactions((("user", "item"), 0.3), (("item", "hour"), -0.1))


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
        weights,
        attention,
        attention_sample,
        embedding_map,
        interactions,
        row_interactions,
    )
}


def write(folder: Path = FOLDER) -> None:
    """One file a fixture, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in FIXTURES.items():
        (folder / f"{name}.json").write_text(made().model_dump_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
