"""What may be said of a model before its first step: how it was made, and no verdict on it."""

from __future__ import annotations

from collections.abc import Iterable

from clicklens.analysis.result import Finding


def without_verdict(findings: Iterable[Finding], step: int) -> tuple[Finding, ...]:
    """At step 0 no finding is good or bad news, for nothing was learnt yet, and none asks for a change."""
    if step > 0:
        return tuple(findings)
    return tuple(finding.model_copy(update={"severity": "info", "remedy": None}) for finding in findings)
