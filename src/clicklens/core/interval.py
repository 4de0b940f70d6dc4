"""Interval: a figure and how far it can be trusted."""

from pydantic import Field

from clicklens.core.record import Record


class Interval(Record):
    """An estimate with the range that holds the true value with probability ``level``."""

    value: float
    low: float
    high: float
    level: float = Field(default=0.95, gt=0, lt=1)  # probability, 0 to 1

    @property
    def excludes_zero(self) -> bool:
        """Whether zero lies outside: a difference that chance does not explain at this level."""
        return self.low > 0 or self.high < 0

    @property
    def reach(self) -> float:
        """Half its width: what stands behind ± where an interval is told as value ± reach."""
        return (self.high - self.low) / 2

    def __str__(self) -> str:
        return f"{self.value:.4f} ± {self.reach:.4f}"
