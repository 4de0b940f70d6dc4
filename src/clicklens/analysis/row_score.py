"""RowScore: what a model says of one row."""

from __future__ import annotations

from scipy.special import expit

from clicklens.core.record import Record


class RowScore(Record):
    """A logit and the probability that it stands for."""

    logit: float
    pctr: float  # 0 to 1

    @classmethod
    def of(cls, logit: float) -> RowScore:
        """The score of a logit."""
        return cls(logit=float(logit), pctr=float(expit(logit)))


def pctr_text(pctr: float) -> str:
    """How a sentence gives it: four decimals, or three digits of what is smaller than a hundredth."""
    return f"{pctr:.4f}" if pctr >= 0.01 else f"{pctr:.3g}"
