"""The ready-made data sets: what each is, where it comes from, and how its rows become impressions with labels."""

from clicklens.data.ready.ready_dataset import Folders, Prepared, ReadyDataset

__all__ = ["Folders", "Prepared", "ReadyDataset"]
