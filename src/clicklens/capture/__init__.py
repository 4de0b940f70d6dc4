"""Model and fixed rows in, Snapshot out: what a model holds inside at one step of its training."""

from clicklens.capture.recorder import Recorder
from clicklens.capture.sample import Sample, draw_samples
from clicklens.capture.settings import Capture
from clicklens.capture.take import take_snapshot

__all__ = ["Capture", "Recorder", "Sample", "draw_samples", "take_snapshot"]
