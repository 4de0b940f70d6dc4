"""Which fields act together in one row? A detector asked about it alone, beside what the row leans on.

What a set brings is ArchAttribute (Tsang, Rambhatla and Liu, arXiv:2006.10965): f(set kept, all else off) − f(all off).
Saliency is that of the row (Guo et al., arXiv:1806.08541).
"""

from __future__ import annotations

import torch

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interaction_rows import box_of
from clicklens.analysis.live import Live, LiveRow
from clicklens.analysis.live_result import head_of
from clicklens.analysis.row_interactions_finding import row_findings
from clicklens.analysis.row_interactions_result import RowField, RowInteractions, RowSet
from clicklens.analysis.row_score import RowScore
from clicklens.analysis.saliency_pass import field_saliency
from clicklens.interactions import arch_attribute


def row_interactions(
    live: Live, row: LiveRow, params: InteractionParams, *, asked_step: int | None = None
) -> RowInteractions:
    """Asks about the row. Raises UnavailableError where the model reads fewer than two fields."""
    box = box_of(live, row.batch, params)
    detection = params.find_detector().detect(box)
    found = detection.sets[0][: params.most]
    every = [(place,) for place in range(len(box.fields))]
    brings = arch_attribute(box, [*every, *(one.fields for one in found)])[0]
    alone, together = brings[: len(every)], brings[len(every) :]
    saliency = field_saliency(live.model, [row.batch], task=live.task)
    result = RowInteractions(
        **head_of(live, row, asked_step),
        settings=params,
        score=RowScore.of(float(live.logits(row.batch)[0])),
        base=float(box.ask(torch.zeros(1, len(every), dtype=torch.bool).numpy())[0, 0]),
        fields=tuple(
            RowField(
                field=name,
                value=row.readings.get(name),
                brings=float(alone[place]),
                saliency=float(saliency[name]),
            )
            for place, name in enumerate(box.fields)
        ),
        sets=tuple(
            RowSet(
                fields=detection.named(one),
                strength=one.strength,
                brings=float(brought),
                beyond=float(brought - sum(alone[place] for place in one.fields)),
            )
            for one, brought in zip(found, together, strict=True)
        ),
        fidelity=None if detection.fidelity is None else float(detection.fidelity[0]),
    )
    return result.model_copy(update={"findings": row_findings(result)})
