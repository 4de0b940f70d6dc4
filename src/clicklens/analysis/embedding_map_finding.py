"""What a map of vectors says in words: whether ids of a category gather, and what one row's score makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clicklens.analysis.live_finding import other_step
from clicklens.analysis.result import Finding

if TYPE_CHECKING:
    from clicklens.analysis.embedding_map_result import EmbeddingMap


def embedding_map_findings(result: EmbeddingMap) -> tuple[Finding, ...]:
    """Gathering first, then the scores, then what was looked at."""
    findings = [*_gathered(result), *_spread(result)]
    shown = f"{len(result.values):,} of the {result.known:,} ids of `{result.table}` that training holds"
    findings.append(Finding(text=f"The map shows {shown}."))
    if result.step != result.asked_step:
        findings.append(other_step(result.step, result.asked_step))
    return tuple(findings)


def _gathered(result: EmbeddingMap) -> Iterator[Finding]:
    if result.category is None:
        return
    found = result.gathering
    if found is None:
        yield Finding(text=f"Too few ids stand with a value of `{result.category}` to say whether they gather by it.")
        return
    text = (
        f"Of an id's {found.k} nearest in `{result.table}`, {found.purity:.0%} are of its `{result.category}`; chance "
        f"gives {found.chance:.0%}, at most {found.chance_high:.0%}"
    )
    is_more = found.purity > found.chance_high
    told = "the model sees them as alike" if is_more else "the vectors say nothing of it"
    silhouette = "" if found.silhouette is None else f" (silhouette {found.silhouette:.2f})"
    yield Finding(text=f"{text}: {told}{silhouette}.")


def _spread(result: EmbeddingMap) -> Iterator[Finding]:
    if result.spread is None or result.spread.overall == 0:
        return
    share = (result.spread.within / result.spread.overall) ** 2
    row = "the given row" if result.example_id is None else f"example {result.example_id}"
    text = (
        f"With one id after another in {row}, logits of one `{result.category}` spread by {result.spread.within:.2f}, "
        f"all by {result.spread.overall:.2f}: the category explains {1 - share:.0%} of what the id does."
    )
    yield Finding(text=text)
