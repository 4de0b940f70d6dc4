"""AnyResult: whatever may be found, told apart by ``kind``; taken from the catalogue, so a new analysis is in it."""

from __future__ import annotations

from typing import Annotated, Any, Union

from pydantic import Field

from clicklens.analysis import ANALYSES
from clicklens.analysis.comparison_result import Comparison
from clicklens.analysis.result import Result
from clicklens.search.result import SearchResult

RESULTS: tuple[type[Result], ...] = (
    *dict.fromkeys(analysis.result for analysis in ANALYSES.values()),
    Comparison,
    SearchResult,
)

AnyResult: Any = Annotated[Union[RESULTS], Field(discriminator="kind")]  # noqa: UP007
