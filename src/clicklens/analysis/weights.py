"""What the parameters of a checkpoint say: how far ids were trained, what they weigh, which fields act on which.

    |e_i| by c_i          the length of id i's vector, by how often training holds it
    |e_i - e_i(0)|        how far training moved it; 0: the id was never trained, and answers by chance
    w_i                   a number that enters the logit as it is, in models that have one

No row is asked: this is the model at rest. The start is drawn anew from the run's seed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from clicklens.analysis.count_bins import bin_ends, count_bins
from clicklens.analysis.embedding_table import Table, tables_of
from clicklens.analysis.live import Live
from clicklens.analysis.live_result import model_head
from clicklens.analysis.weights_finding import weights_findings
from clicklens.analysis.weights_result import (
    CrossWeights,
    FirstOrder,
    IdWeight,
    ModelWeights,
    NormBin,
    TableWeights,
)
from clicklens.models import CtrModel

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

TOLD = 10  # ids of the greatest and of the least first-order weight
AT_ONCE = 65_536  # ids whose vectors are held at once


def read_weights(live: Live, *, asked_step: int | None = None) -> ModelWeights:
    """Reads all tables and cross strengths of the model."""
    start = live.start()
    before = {} if start is None else {table.name: table for table in tables_of(start)}
    parameters = sum(parameter.numel() for parameter in live.model.parameters())
    told = [_table(live, table, before.get(table.name), parameters) for table in tables_of(live.model)]
    result = ModelWeights(
        **model_head(live, asked_step),
        task=live.task,
        parameters=parameters,
        tables=tuple(sorted(told, key=lambda table: -table.parameters)),
        crosses=tuple(_crosses(live.model)),
        weighings=tuple(live.model.weighings()),
    )
    return result.model_copy(update={"findings": weights_findings(result)})


def _table(live: Live, table: Table, start: Table | None, parameters: int) -> TableWeights:
    counts = np.asarray(live.dataset.vocabulary(table.name).counts, dtype=np.int64)[1:]  # (ids,)
    norms, moves = _lengths(table, start)
    own = table.ids * table.stack.dim
    return TableWeights(
        table=table.name,
        fields=tuple(name for name, read in live.dataset.schema.table_of.items() if read == table.name),
        ids=table.ids,
        dim=table.stack.dim - table.direct,
        parameters=own,
        share=own / parameters,
        unseen=int((counts == 0).sum()),
        unmoved=None if moves is None else int((moves == 0).sum()),
        bins=() if norms is None else tuple(_bins(counts, norms, moves)),
        first_order=_first_order(live, table, counts) if table.direct and table.ids else None,
    )


def _lengths(table: Table, start: Table | None) -> tuple[Floats | None, Floats | None]:
    """Of each id's vector without its first-order numbers, and of its whole way from the start: (ids,) each."""
    vectors = table.vectors()
    norms, moves = np.zeros(table.ids, np.float32), np.zeros(table.ids, np.float32)
    before = None if start is None else start.vectors()
    for first in range(0, table.ids, AT_ONCE):
        part = slice(first, first + AT_ONCE)
        norms[part] = vectors[part, : table.stack.dim - table.direct].norm(dim=1).numpy()
        if before is not None:
            moves[part] = (vectors[part] - before[part]).norm(dim=1).numpy()
    return (None if table.direct == table.stack.dim else norms), (None if before is None else moves)


def _bins(counts: Integers, norms: Floats, moves: Floats | None) -> Iterator[NormBin]:
    places = count_bins(counts)
    for place in np.unique(places):
        chosen = places == place
        low, high = bin_ends(int(place))
        q25, median, q75 = (float(value) for value in np.quantile(norms[chosen], (0.25, 0.5, 0.75)))
        yield NormBin(
            low=low,
            high=high,
            ids=int(chosen.sum()),
            occurrences=int(counts[chosen].sum()),
            mean=float(norms[chosen].mean(dtype=np.float64)),
            q25=q25,
            median=median,
            q75=q75,
            moved=None if moves is None else float(moves[chosen].mean(dtype=np.float64)),
            unmoved=None if moves is None else int((moves[chosen] == 0).sum()),
        )


def _first_order(live: Live, table: Table, counts: Integers) -> FirstOrder:
    """Of the first task, whose number comes first."""
    weights = table.vectors()[:, table.stack.dim - table.direct].numpy()  # (ids,)
    order = np.argsort(weights, kind="stable")
    vocabulary = live.dataset.vocabulary(table.name)

    def told(places: Integers) -> tuple[IdWeight, ...]:
        texts = vocabulary.decode(places + 1)
        return tuple(
            IdWeight(value=str(text), count=int(counts[place]), weight=float(weights[place]))
            for text, place in zip(texts, places, strict=True)
        )

    mean, spread = float(weights.mean(dtype=np.float64)), float(weights.std(dtype=np.float64))
    return FirstOrder(mean=mean, spread=spread, highest=told(order[::-1][:TOLD]), lowest=told(order[:TOLD]))


def _crosses(model: CtrModel) -> Iterator[CrossWeights]:
    for part, cross in model.cross_strengths().items():
        strength = tuple(tuple(float(f"{value:.4g}") for value in row) for row in cross.strength.tolist())
        yield CrossWeights(part=part, fields=cross.fields, strength=strength)
