"""What the logs of the Criteo and Avazu challenges have in common: rows in time order, and rare ids left out."""

from __future__ import annotations

from clicklens.core.schema import FeatureSchema
from clicklens.core.table import Cutoff
from clicklens.data.split import TimeSplit

ROW = "row"  # the column with a row's place in the files


def with_min_count(schema: FeatureSchema, min_count: int) -> FeatureSchema:
    """The schema with ids from ``min_count`` occurrences in the training split on, in every table."""
    rule = Cutoff(min_count=min_count)
    tables = tuple(table.model_copy(update={"vocabulary": rule}) for table in schema.tables)
    return schema.model_copy(update={"tables": tables})


def by_row_order(*, test_share: float, validation_share: float) -> TimeSplit:
    """The first rows train, the last ones test: the published rows stand in time order."""
    return TimeSplit(column=ROW, test_share=test_share, validation_share=validation_share)
