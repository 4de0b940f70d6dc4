"""ClickLens opens the black box of deep click-through-rate models."""
