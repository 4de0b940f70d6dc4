"""Explanation: what a predictor makes of one row, as what each field brings alone and which fields act together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clicklens.core.record import Record

if TYPE_CHECKING:
    import pandas as pd


class FieldPart(Record):
    """What one field brings by itself."""

    field: str
    value: str  # as the row holds it
    brings: float  # logit with this field alone kept, less the logit with all off


class SetPart(Record):
    """Fields that act together in this row."""

    fields: tuple[str, ...]
    strength: float  # by the measure of the detector
    brings: float  # logit with this set alone kept, less the logit with all off
    beyond: float  # what of it is more than the sum of what its fields bring each alone


class Explanation(Record):
    """One row of any predictor. Logits where it gives logits or probabilities, else its own unit."""

    logit: float  # of the row as it is
    base: float  # with every field off
    detector: str  # its kind
    off: str  # what off meant
    fields: tuple[FieldPart, ...]  # in the order of the columns
    sets: tuple[SetPart, ...]  # the strongest first
    fidelity: float | None = None  # R² of the surrogate, where the detector has one

    @property
    def finding(self) -> str:
        """The answer in two sentences."""
        text = f"This row has {self.logit:+.3f}, and {self.base:+.3f} with every field off."
        if not self.sets:
            return f"{text} No fields act together."
        first = self.sets[0]
        names = ", ".join(f"`{name}`" for name in first.fields[:-1]) + f" and `{first.fields[-1]}`"
        return (
            f"{text} {names} act together most: they bring {first.brings:+.3f}, of which {first.beyond:+.3f} is more "
            "than each alone."
        )

    def to_frame(self) -> pd.DataFrame:
        """A row for each field and each set."""
        import pandas as pd

        alone = [{"fields": part.field, "value": part.value, "brings": part.brings} for part in self.fields]
        together = [
            {
                "fields": " × ".join(part.fields),
                "value": "",
                "brings": part.brings,
                "beyond": part.beyond,
                "strength": part.strength,
            }
            for part in self.sets
        ]
        frame: pd.DataFrame = pd.DataFrame(
            [*alone, *together], columns=["fields", "value", "brings", "beyond", "strength"]
        )
        return frame
