"""ClickLens inside a notebook: the page in a frame, and a run as one file."""

from clicklens.notebook.shared import share
from clicklens.notebook.shown import show

__all__ = ["share", "show"]
