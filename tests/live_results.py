"""Answers of live questions made by hand, for tests of how they are told and drawn."""

from __future__ import annotations

from typing import Any

from clicklens.analysis.embedding_map_result import EmbeddingMap, ScoreSpread
from clicklens.analysis.gathering import Gathering
from clicklens.analysis.live_value import KnownValue
from clicklens.analysis.reading import Reading
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.scan_result import Scan, ScannedValue
from clicklens.analysis.weights_result import CrossWeights, FirstOrder, ModelWeights, NormBin, TableWeights
from clicklens.analysis.what_if_result import ChangedValue, WhatIf


def make_what_if(
    *logits: float, before: float = 0.0, after: float = 1.0, step: int = 100, asked: int = 100, **known: Any
) -> WhatIf:
    """An example of test with a change to each of these logits; the first changes 'old' to 'new'."""
    changes = tuple(
        ChangedValue(
            field=f"field_{place}",
            before="old",
            after=("a", "b") if place else "new",
            known=KnownValue(**known),
            alone=RowScore.of(logit),
            effect=RowScore.of(logit).pctr - RowScore.of(before).pctr,
        )
        for place, logit in enumerate(logits)
    )
    return WhatIf(
        run_id="run",
        rows={"test": 1},
        findings=(),
        step=step,
        asked_step=asked,
        split="test",
        example_id=4,
        clicked=True,
        task="click",
        before=RowScore.of(before),
        after=RowScore.of(after),
        changes=changes,
    )


def make_scan(
    *points: tuple[Reading, int | None, float],
    own: Reading = "Drama",
    own_count: int | None = 312,
    own_logit: float = 0.0,
    known: int | None = None,
    unknown: tuple[Reading, ...] = (),
    asked: int = 100,
) -> Scan:
    """``points``: value, count, logit."""
    return Scan(
        run_id="run",
        rows={"test": 1},
        findings=(),
        step=100,
        asked_step=asked,
        split="test",
        example_id=4,
        clicked=False,
        task="click",
        field="genre",
        own=own,
        own_count=own_count,
        own_score=RowScore.of(own_logit),
        known=known,
        points=tuple(
            ScannedValue(
                value=value, count=count, score=RowScore.of(logit), is_own=value == own, is_unknown=value in unknown
            )
            for value, count, logit in points
        ),
    )


def make_bin(
    low: int, high: int, ids: int, mean: float, *, moved: float | None = 1.0, unmoved: int | None = 0
) -> NormBin:
    """Ids whose vectors have that mean length, with quartiles about it."""
    occurrences = ids * (low + high) // 2
    return NormBin(
        low=low,
        high=high,
        ids=ids,
        occurrences=occurrences,
        mean=mean,
        q25=0.8 * mean,
        median=mean,
        q75=1.2 * mean,
        moved=moved,
        unmoved=unmoved,
    )


def make_table(
    *bins: NormBin,
    name: str = "user",
    share: float = 0.5,
    unseen: int = 0,
    unmoved: int | None = 0,
    first_order: FirstOrder | None = None,
) -> TableWeights:
    """A table of vectors of four elements."""
    ids = sum(one.ids for one in bins)
    return TableWeights(
        table=name,
        fields=(name,),
        ids=ids,
        dim=4,
        parameters=4 * ids,
        share=share,
        unseen=unseen,
        unmoved=unmoved,
        bins=bins,
        first_order=first_order,
    )


def make_weights(
    *tables: TableWeights,
    crosses: tuple[CrossWeights, ...] = (),
    weighings: tuple[str, ...] = (),
    asked: int = 100,
) -> ModelWeights:
    """The parameters of a model of step 100."""
    return ModelWeights(
        run_id="run",
        rows={},
        findings=(),
        step=100,
        asked_step=asked,
        task="click",
        parameters=10_000,
        tables=tables,
        crosses=crosses,
        weighings=weighings,
    )


def make_map(
    *,
    category: str | None = "kind",
    gathering: Gathering | None = None,
    spread: ScoreSpread | None = None,
    pctr: tuple[float, ...] | None = (0.1, 0.2, 0.4),
    asked: int = 100,
) -> EmbeddingMap:
    """Three goods of nine, at the corners of a triangle."""
    return EmbeddingMap(
        run_id="run",
        rows={"train": 60},
        findings=(),
        step=100,
        asked_step=asked,
        table="good",
        field="good",
        category=category,
        known=9,
        method="pca",
        seed=0,
        task="click",
        split=None if pctr is None else "test",
        example_id=None if pctr is None else 4,
        values=("shirt", "coat", "phone"),
        counts=(30, 20, 10),
        x=(0.0, 0.1, 1.0),
        y=(0.0, 0.1, 0.0),
        categories=None if category is None else ("clothes", "clothes", None),
        rates=(0.2, None, 0.1),
        pctr=pctr,
        gathering=gathering,
        spread=spread,
    )


GATHERED = Gathering(points=300, categories=6, k=10, purity=0.43, chance=0.05, chance_high=0.06, silhouette=0.21)
SPREAD = ScoreSpread(within=0.6, overall=1.2)
