"""What a model's parameters say in words: ids that were never trained, what the memory goes into, which fields act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from clicklens.analysis.live_finding import other_step
from clicklens.analysis.result import Finding
from clicklens.analysis.untrained import without_verdict

if TYPE_CHECKING:
    from clicklens.analysis.weights_result import CrossWeights, ModelWeights, NormBin, TableWeights

RARE = 15  # times in training, up to which an id counts as rare: the end of a bin
WASTED = 0.25  # of all parameters: so many for rare ids are worth a warning
MANY = 0.05  # of a table's ids: so many that never moved are worth a warning
FEWEST = 20  # ids on either side, below which their lengths are not held against each other


def weights_findings(result: ModelWeights) -> tuple[Finding, ...]:
    """Warnings come first: what was never trained, the memory, vectors of rare ids; then the rest, then crosses."""
    findings = [*_untrained(result), *_memory(result)]
    findings += [found for table in result.tables for found in _rare(table)]
    findings.sort(key=lambda found: found.severity != "warning")
    findings += [found for cross in result.crosses for found in _strongest(cross)]
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return without_verdict(findings, result.step)


def _untrained(result: ModelWeights) -> Iterator[Finding]:
    """Ids whose vectors still are what chance made them."""
    ids = sum(table.ids for table in result.tables)
    if not ids:
        return
    is_known = all(table.unmoved is not None for table in result.tables)
    counts = {table.table: table.unseen if table.unmoved is None else table.unmoved for table in result.tables}
    total = sum(counts.values())
    if not total:
        text = "moved from where it started" if is_known else "belongs to an id that training holds"
        yield Finding(text=f"Every one of the {ids:,} vectors {text}.", severity="good")
        return
    worst = max(result.tables, key=lambda table: counts[table.table])
    what = "are where they started" if is_known else "belong to ids that training never held"
    most = f"most of them in `{worst.table}` ({counts[worst.table]:,} of {worst.ids:,})"
    where = f"all in `{worst.table}`" if counts[worst.table] == total else most
    text = f"{total:,} of {ids:,} vectors ({total / ids:.1%}) {what}, {where}: they answer by chance."
    yield Finding(text=text, severity="warning" if counts[worst.table] >= MANY * worst.ids else "info")


def _memory(result: ModelWeights) -> Iterator[Finding]:
    """Where the parameters are, and how much of that is for ids that hardly occur."""
    if not result.tables or not result.tables[0].ids:
        return
    table = result.tables[0]
    size = f"{table.ids:,} vectors" if table.dim else f"{table.ids:,} numbers"
    text = f"`{table.table}` holds {table.share:.0%} of the {result.parameters:,} parameters, {size}"
    rare = [one for one in table.bins if one.high <= RARE]
    wasted = table.share * sum(one.ids for one in rare) / table.ids
    occurrences = sum(one.occurrences for one in table.bins)
    if rare and occurrences:
        ids, held = sum(one.ids for one in rare), sum(one.occurrences for one in rare)
        text += (
            f"; {ids / table.ids:.0%} of its ids occur at most {RARE} times in training and make "
            f"{held / occurrences:.1%} of its occurrences"
        )
    yield Finding(text=f"{text}.", severity="warning" if wasted >= WASTED else "info")


def _rare(table: TableWeights) -> Iterator[Finding]:
    """Vectors of ids that were hardly met ought to be short: long ones were learnt from a few rows."""
    rare = [one for one in table.bins if 0 < one.high <= RARE]
    frequent = [one for one in table.bins if one.low > RARE]
    if min(_ids(rare), _ids(frequent)) < FEWEST:
        return
    few, many = _mean(rare), _mean(frequent)
    text = (
        f"In `{table.table}`, vectors of ids that occur at most {RARE} times are {few:.3g} long on average, those of "
        f"the others {many:.3g}: the model moved far for ids that it has hardly met; see whether it leans on them."
    )
    if few > many and (table.unmoved is None or _moved(rare) > _moved(frequent)):
        yield Finding(text=text, severity="warning")


def _strongest(cross: CrossWeights) -> Iterator[Finding]:
    """The pair of unlike fields that acts most."""
    strength = np.asarray(cross.strength, dtype=np.float64)
    if len(cross.fields) < 2 or not strength.any():
        return
    apart = strength.copy()
    np.fill_diagonal(apart, -1.0)
    row, column = np.unravel_index(int(np.argmax(apart)), apart.shape)
    usual = float(apart[apart >= 0].mean())
    text = f"Through `{cross.part}`, `{cross.fields[column]}` acts most on `{cross.fields[row]}`"
    yield Finding(
        text=f"{text}: strength {apart[row, column]:.3g}, {apart[row, column] / usual:.1f} times the mean pair."
    )


def _ids(bins: list[NormBin]) -> int:
    return sum(one.ids for one in bins)


def _mean(bins: list[NormBin]) -> float:
    return sum(one.ids * one.mean for one in bins) / _ids(bins)


def _moved(bins: list[NormBin]) -> float:
    return sum(one.ids * (one.moved or 0.0) for one in bins) / _ids(bins)
