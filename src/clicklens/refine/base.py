"""What every change has; one that needs other rows, or is judged against another model, says so by its own."""

from __future__ import annotations

from clicklens.core.record import Record
from clicklens.data.dataset import EncodedDataset
from clicklens.training.spec import RunSpec


class BaseChange(Record):
    """A step from one training request to another."""

    def unchanged(self, spec: RunSpec) -> RunSpec:
        """What the change is judged against: the request as it is."""
        return spec

    def prepared(self, dataset: EncodedDataset) -> EncodedDataset:
        """The rows that the changed model is trained on: the same."""
        return dataset
