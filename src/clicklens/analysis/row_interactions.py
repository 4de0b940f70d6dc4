"""Which fields act together in one row? A detector asked about it alone, beside what the row leans on.

What a set brings is ArchAttribute (Tsang, Rambhatla and Liu, arXiv:2006.10965): f(set kept, all else off) − f(all off).
Saliency is that of the row (Guo et al., arXiv:1806.08541).
"""

from __future__ import annotations

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import box_of
from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.live_result import head_of
from clicklens.analysis.row_interactions_finding import row_findings
from clicklens.analysis.row_interactions_result import RowField, RowInteractions, RowSet
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.saliency_pass import field_saliency
from clicklens.interactions import explain_box


def row_interactions(
    live: Live, row: LiveRow, params: InteractionParams, *, asked_step: int | None = None
) -> RowInteractions:
    """Asks about the row. Raises UnavailableError where the model reads fewer than two fields."""
    box = box_of(live, row.batch, params)
    told = explain_box(box, detector=params.find_detector(), off=params.off, most=params.most)
    saliency = field_saliency(live.model, [row.batch], task=live.task)
    result = RowInteractions(
        **head_of(live, row, asked_step),
        settings=params,
        score=RowScore.of(float(live.logits(row.batch)[0])),
        base=told.base,
        fields=tuple(
            RowField(
                field=one.field,
                value=row.readings.get(one.field),
                brings=one.brings,
                saliency=float(saliency[one.field]),
            )
            for one in told.fields
        ),
        sets=tuple(
            RowSet(fields=one.fields, strength=one.strength, brings=one.brings, beyond=one.beyond) for one in told.sets
        ),
        fidelity=told.fidelity,
    )
    return result.model_copy(update={"findings": row_findings(result)})
