"""SegmentBox: any predictor over images as a black box: one image with segments off in, logits out.

The image form of MADEX (Tsang et al., arXiv:2006.10966): a segment (super-pixel) is a field, and one that is off has
its mean colour everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clicklens.core.errors import DataError
from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.link import Link, asked_in_parts


class SegmentBox(BlackBox):
    """One image, a segment a field: "segment 0" and so on, by the numbers that the segments have."""

    def __init__(
        self,
        predict: Callable[[NDArray[Any]], Any],
        image: NDArray[Any],
        segments: NDArray[np.integer[Any]],
        *,
        instead: float | None = None,
        link: Link = "identity",
        rows_at_once: int = 256,
    ) -> None:
        """``predict`` takes images (B, …) like ``image`` and gives a number each, with ``link="logit"`` a probability.

        image (height, width) or (height, width, channels); segments (height, width), the number of each pixel's
        segment. ``instead`` fills what is off, in place of the segment's mean. ``rows_at_once``: images that predict is
        given at once. Raises DataError for segments of another size.
        """
        image, segments = np.asarray(image), np.asarray(segments)
        if image.ndim not in (2, 3) or segments.shape != image.shape[:2]:
            raise DataError(
                f"an image of (height, width) or (height, width, channels) and a segment for each pixel are needed, "
                f"not {image.shape} and {segments.shape}"
            )
        numbers, place = np.unique(segments, return_inverse=True)
        super().__init__(fields=[f"segment {number}" for number in numbers], example_ids=[0])
        self._image, self._place = image, place.reshape(segments.shape)  # (height, width), of the field
        self._off = _filled(image, self._place, len(numbers), instead)
        self._predict, self._link, self._rows_at_once = predict, link, rows_at_once

    def answer(self, instances: Integers, kept: Kept) -> Floats:  # noqa: ARG002 (there is one)
        """kept (B, F) -> (B,)"""
        firsts = range(0, len(kept), self._rows_at_once)
        parts = (self.images(kept[first : first + self._rows_at_once]) for first in firsts)
        return asked_in_parts(self._predict, parts, link=self._link)

    def images(self, kept: Kept) -> NDArray[Any]:
        """The image with these segments alone, for each row of kept (B, F) -> (B, height, width[, channels])"""
        stays = kept[:, self._place]  # (B, height, width)
        return np.where(stays[..., None] if self._image.ndim == 3 else stays, self._image, self._off)


def grid_segments(height: int, width: int, *, rows: int, columns: int) -> NDArray[np.int64]:
    """Segments (height, width) as a grid of rows and columns, numbered as one reads.

    Raises DataError where there are more of them than pixels.
    """
    if not (1 <= rows <= height and 1 <= columns <= width):
        raise DataError(f"{height} × {width} pixels cannot be parted into {rows} rows and {columns} columns")
    down, across = np.arange(height) * rows // height, np.arange(width) * columns // width
    grid: NDArray[np.int64] = down[:, None] * columns + across
    return grid


def _filled(image: NDArray[Any], place: NDArray[np.int64], segments: int, instead: float | None) -> NDArray[Any]:
    """The image with every segment off, in the image's own numbers."""
    off = np.empty_like(image)
    for segment in range(segments):
        here = place == segment
        off[here] = image[here].mean(axis=0) if instead is None else instead
    return off
