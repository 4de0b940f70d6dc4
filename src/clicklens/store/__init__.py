"""Where runs, samples, snapshots, checkpoints and results are kept."""

from clicklens.store.location import open_store

__all__ = ["open_store"]
