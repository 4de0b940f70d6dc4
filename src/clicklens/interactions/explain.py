"""One row of any predictor over a table, explained: a function and some rows are all that is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clicklens.core.errors import DataError, nearest
from clicklens.interactions.arch_detect import ArchDetect, arch_attribute
from clicklens.interactions.black_box import BlackBox
from clicklens.interactions.detection import Detector, Interaction
from clicklens.interactions.explanation import Explanation, FieldPart, SetPart
from clicklens.interactions.link import Link
from clicklens.interactions.off import Off
from clicklens.interactions.table_box import Table, TableBox


def explain(
    predict: Callable[[Any], Any],
    row: Any,
    background: Table,
    *,
    detector: Detector | None = None,
    off: Off | None = None,
    link: Link = "identity",
    most: int = 10,
) -> Explanation:
    """Which columns act together in ``row``, and what they bring: ``most`` sets, the strongest first.

    ``predict`` takes a table like ``background`` and gives a number a row, with ``link="logit"`` a probability. ``row``
    is a mapping, a Series or a frame of one row; an array where the background is one. ArchDetect, if none is named.
    Raises DataError for a row of other columns.
    """
    off = off or Off()
    rows = _one_row(row, background)
    values = [rows[name].iloc[0] for name in rows] if isinstance(rows, pd.DataFrame) else rows[0]
    box = TableBox(predict, rows, background, off=off, link=link)
    return explain_box(box, detector=detector, values=list(map(str, values)), off=off.kind, most=most)


def explain_box(
    box: BlackBox,
    *,
    detector: Detector | None = None,
    values: Sequence[str] | None = None,
    off: str = "as the box has it",
    most: int = 10,
) -> Explanation:
    """The same of a black box with one instance, such as a text or an image.

    ``values``: what the fields hold, and ``off``: what off means, in words. Raises DataError for more instances.
    """
    if len(box.example_ids) != 1:
        raise DataError(f"one instance is explained at a time, and the box has {len(box.example_ids)}")
    detector = detector or ArchDetect()
    detection = detector.detect(box)
    sets = detection.sets[0][:most]
    every = [(place,) for place in range(len(box.fields))]
    brings = arch_attribute(box, [*every, *(interaction.fields for interaction in sets)])[0]
    alone, together = brings[: len(every)], brings[len(every) :]
    ends = box.ask(np.array([[True] * len(every), [False] * len(every)]))[0]
    return Explanation(
        logit=float(ends[0]),
        base=float(ends[1]),
        detector=str(getattr(detector, "kind", type(detector).__name__)),
        off=off,
        fields=tuple(
            FieldPart(field=name, value=value, brings=float(brought))
            for name, value, brought in zip(box.fields, values or [""] * len(every), alone, strict=True)
        ),
        sets=tuple(
            _part(box.fields, interaction, float(brought), alone)
            for interaction, brought in zip(sets, together, strict=True)
        ),
        fidelity=None if detection.fidelity is None else float(detection.fidelity[0]),
    )


def _part(names: Sequence[str], interaction: Interaction, brings: float, alone: NDArray[np.float64]) -> SetPart:
    return SetPart(
        fields=tuple(names[place] for place in interaction.fields),
        strength=interaction.strength,
        brings=brings,
        beyond=brings - float(alone[list(interaction.fields)].sum()),
    )


def _one_row(row: Any, background: Table) -> Table:
    """The row as a table of one row with the columns and types of the background."""
    if isinstance(background, np.ndarray):
        values = np.asarray(row)
        if values.size != background.shape[-1]:
            raise DataError(f"the row has {values.size} values, the background {background.shape[-1]} columns")
        return values.reshape(1, -1)
    if isinstance(row, pd.DataFrame):
        if len(row) != 1:
            raise DataError(f"one row is explained at a time, and {len(row)} were given")
        row = row.iloc[0]
    given: dict[str, Any] = dict(row)
    columns = list(background.columns)
    for name in given:
        if name not in columns:
            raise DataError(f"the background has no column '{name}'{nearest(str(name), map(str, columns))}")
    missing = [name for name in columns if name not in given]
    if missing:
        raise DataError(f"the row has no value for {', '.join(map(str, missing))}")
    frame: pd.DataFrame = pd.DataFrame({name: [given[name]] for name in columns}).astype(background.dtypes.to_dict())
    return frame
