"""What does the model see as alike? The vectors of one table as points on a plane.

    ids of a category gather though the category was no target; the colour, pctr for one user, has several peaks
                                                                             (DIN, arXiv:1706.06978, figure 6)

The map is a picture; what is counted is counted in the vectors themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module, util

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field as Setting
from scipy.special import expit

from clicklens.analysis.embedding_map_finding import embedding_map_findings
from clicklens.analysis.embedding_map_result import EmbeddingMap, Layout, ScoreSpread
from clicklens.analysis.embedding_table import tables_of
from clicklens.analysis.gathering import Gathering, gathering_of, spread_within
from clicklens.analysis.id_facts import IdFacts, single_field, single_fields
from clicklens.analysis.layout import neighbours_needed, pca_layout, tsne_layout
from clicklens.analysis.live import Live, LiveRow, repeated
from clicklens.analysis.live_result import model_head
from clicklens.analysis.neighbour_purity import nearest_neighbours
from clicklens.analysis.result import Params
from clicklens.core.errors import ConfigError, UnavailableError
from clicklens.data.batch import Batch
from clicklens.data.split import TRAIN

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

PERPLEXITY = 30.0
FEWEST = 5  # ids that make a map


class EmbeddingMapParams(Params):
    """Settings of the map."""

    field: str | None = None  # the field with one id a row whose table is drawn; None: that of the largest table
    category: str | None = None  # the field whose values colour the ids and are counted; None: none
    ids: int = Setting(default=1000, ge=FEWEST, le=5000)  # the most frequent ones in training, at most
    categories: int | None = Setting(default=None, ge=2, le=100)  # draw that many, equal shares of ids; None: all
    method: Layout = "pca"
    k: int = Setting(default=10, ge=1, le=100)  # neighbours of purity
    seed: int = Setting(default=0, ge=0)


@dataclass(frozen=True)
class Drawn:
    """The ids that are drawn, with what is known of them."""

    field: str
    category: str | None
    ids: Integers  # (n,), ascending
    vectors: Floats  # (n, D), without numbers of first order
    counts: Integers  # (n,) times in training
    own: Integers | None  # (n,) the category that most training rows with the id hold; 0: none
    rates: Floats  # (n,) share of clicks, NaN: not known


def embedding_map(
    live: Live, params: EmbeddingMapParams, *, row: LiveRow | None = None, asked_step: int | None = None
) -> EmbeddingMap:
    """Draws the ids of a field; with ``row`` each id also stands in it once, with its category, and is scored.

    Raises ConfigError for a field or category that has not one id a row, UnavailableError where too few ids have
    vectors, or UMAP is asked for and not installed.
    """
    drawn = draw_ids(live, params)
    layout = _layout(drawn.vectors, params)
    logits = None if row is None else _logits(live, row, drawn)
    schema = live.dataset.schema
    table, own, category = schema.table_of[drawn.field], drawn.own, drawn.category
    vocabulary = live.dataset.vocabulary(table)
    result = EmbeddingMap(
        **model_head(live, asked_step) | {"rows": {TRAIN: len(live.dataset.split(TRAIN))}},
        table=table,
        field=drawn.field,
        category=category,
        known=int((np.asarray(vocabulary.counts)[1:] > 0).sum()),
        method=params.method,
        seed=params.seed,
        task=live.task,
        split=None if row is None else row.split,
        example_id=None if row is None else row.example_id,
        values=tuple(str(text) for text in vocabulary.decode(drawn.ids)),
        counts=tuple(int(count) for count in drawn.counts),
        x=_rounded(layout[:, 0]),
        y=_rounded(layout[:, 1]),
        categories=None if own is None or category is None else _names(live, category, own),
        rates=tuple(None if np.isnan(rate) else float(rate) for rate in drawn.rates),
        pctr=None if logits is None else _rounded(expit(logits)),
        gathering=_gathering(drawn, params),
        spread=_spread(logits, own),
    )
    return result.model_copy(update={"findings": embedding_map_findings(result)})


def draw_ids(live: Live, params: EmbeddingMapParams) -> Drawn:
    """The ids that are asked for; raises what ``embedding_map`` raises."""
    schema, field = live.dataset.schema, _field(live, params.field)
    category = None if params.category is None else single_field(schema, params.category, setting="category")
    table = next(one for one in tables_of(live.model) if one.name == schema.table_of[field])
    counts = np.asarray(live.dataset.vocabulary(table.name).counts, dtype=np.int64)
    facts = IdFacts(live.dataset.split(TRAIN), field, seed=params.seed)
    companions = None if category is None else facts.companions(category, len(counts))
    ids, width = _chosen(counts, companions, params), table.stack.dim - table.direct
    if width < 1 or len(ids) < FEWEST:
        raise UnavailableError(
            f"embedding-map: training holds {len(ids)} ids of '{table.name}' that can be drawn, with vectors of "
            f"{width} elements; a map needs {FEWEST} ids and 1 element"
        )
    return Drawn(
        field=field,
        category=category,
        ids=ids,
        vectors=table.vectors()[torch.from_numpy(ids - 1), :width].double().cpu().numpy(),
        counts=counts[ids],
        own=None if companions is None else companions[ids],
        rates=facts.rates(live.task, len(counts))[ids],
    )


def _field(live: Live, asked: str | None) -> str:
    schema = live.dataset.schema
    if asked is not None:
        return single_field(schema, asked, setting="field")
    sizes = {name: live.dataset.table_sizes[schema.table_of[name]] for name in single_fields(schema)}
    if not sizes:
        raise UnavailableError("embedding-map: no field of this data set has one id a row")
    return max(sizes, key=lambda name: sizes[name])


def _chosen(counts: Integers, companions: Integers | None, params: EmbeddingMapParams) -> Integers:
    """The most frequent ids, ascending; of some drawn categories in equal shares, where that is asked for."""
    order: Integers = np.argsort(-counts[1:], kind="stable") + 1
    order = order[counts[order] > 0]
    if params.categories is None:
        return np.sort(order[: params.ids])
    if companions is None:
        raise ConfigError("embedding-map: categories are drawn where a category is named; give one")
    known = np.unique(companions[order][companions[order] > 0])
    random = np.random.default_rng(params.seed)
    drawn = random.choice(known, min(params.categories, len(known)), replace=False)
    each = max(params.ids // max(len(drawn), 1), 1)
    parts = [order[companions[order] == one][:each] for one in drawn]
    return np.sort(np.concatenate(parts)) if parts else order[:0]


def _layout(vectors: Floats, params: EmbeddingMapParams) -> Floats:
    """(n, D) -> (n, 2)"""
    if params.method == "pca":
        return pca_layout(vectors)
    if params.method == "tsne":
        near = nearest_neighbours(vectors, neighbours_needed(len(vectors), PERPLEXITY), seed=params.seed)
        return tsne_layout(vectors, near, perplexity=PERPLEXITY, seed=params.seed)
    if util.find_spec("umap") is None:
        raise UnavailableError("embedding-map: UMAP is not installed; ask for tsne, or pip install umap-learn")
    umap = import_module("umap")
    layout: Floats = umap.UMAP(random_state=params.seed, n_jobs=1).fit_transform(vectors)
    return layout.astype(np.float64)


def _logits(live: Live, row: LiveRow, drawn: Drawn) -> Floats:
    """(n,) of the row with each id in it, and the category that the id stands with"""
    ids, category, own = drawn.ids, drawn.category, drawn.own
    batch = live.changed(repeated(row.batch, len(ids)), drawn.field, _part(drawn.field, ids), range(len(ids)))
    if category is not None and own is not None and category != drawn.field:
        known = np.flatnonzero(own)
        batch = live.changed(batch, category, _part(category, own[known]), [int(place) for place in known])
    return live.logits(batch)


def _part(field: str, ids: Integers) -> Batch:
    return Batch(
        ids={field: torch.from_numpy(ids)[:, None]},
        numeric=torch.zeros(len(ids), 0),
        labels={},
        example_ids=torch.arange(len(ids)),
    )


def _gathering(drawn: Drawn, params: EmbeddingMapParams) -> Gathering | None:
    """Of the ids with a category."""
    if drawn.own is None:
        return None
    has_one = drawn.own > 0
    return gathering_of(drawn.vectors[has_one], drawn.own[has_one], k=params.k, seed=params.seed)


def _spread(logits: Floats | None, own: Integers | None) -> ScoreSpread | None:
    """Of the ids with a category."""
    if logits is None or own is None or not (own > 0).any():
        return None
    known, codes = logits[own > 0], np.unique(own[own > 0], return_inverse=True)[1]
    return ScoreSpread(within=spread_within(known, codes), overall=float(known.std()))


def _names(live: Live, category: str, own: Integers) -> tuple[str | None, ...]:
    return tuple(live.dataset.vocabulary(live.dataset.schema.table_of[category]).decode(own))


def _rounded(values: Floats) -> tuple[float, ...]:
    """Four significant digits: finer than a screen shows."""
    return tuple(float(f"{value:.4g}") for value in values)
