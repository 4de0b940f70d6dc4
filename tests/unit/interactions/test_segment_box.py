"""Images with segments off."""

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions import SecondDifference, SegmentBox, grid_segments

IMAGE = np.arange(16.0).reshape(4, 4)
QUARTERS = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3], [2, 2, 3, 3]])
KEPT = np.array([[True, True, True, True], [False, True, True, True], [False, True, True, False]])


def corner(images: np.ndarray) -> np.ndarray:
    return images[:, 0, 0]


def test_a_grid_is_numbered_as_one_reads():
    assert grid_segments(4, 4, rows=2, columns=2).tolist() == QUARTERS.tolist()
    assert grid_segments(3, 5, rows=1, columns=2).tolist() == [[0, 0, 0, 1, 1]] * 3
    with pytest.raises(DataError, match="3 × 5 pixels cannot be parted into 4 rows"):
        grid_segments(3, 5, rows=4, columns=1)


def test_a_segment_that_is_off_is_its_mean():
    box = SegmentBox(corner, IMAGE, QUARTERS)
    assert box.fields == ("segment 0", "segment 1", "segment 2", "segment 3")
    images = box.images(KEPT)
    assert images[0].tolist() == IMAGE.tolist()
    assert images[1, :2, :2].tolist() == [[2.5, 2.5], [2.5, 2.5]]
    assert images[1, :, 2:].tolist() == IMAGE[:, 2:].tolist()
    assert images[2, 2:, 2:].tolist() == [[12.5, 12.5], [12.5, 12.5]]
    assert box.ask(KEPT)[0].tolist() == [0.0, 2.5, 2.5]


def test_each_channel_has_a_mean_of_its_own_and_images_keep_their_numbers():
    image = np.stack([IMAGE, 10 * IMAGE, np.zeros((4, 4))], axis=-1).astype(np.uint8)
    images = SegmentBox(lambda images: images[:, 0, 0, 1], image, QUARTERS).images(KEPT)
    assert images.dtype == np.uint8
    assert images[1, 0, 0].tolist() == [2, 25, 0]


def test_a_value_may_stand_in_place_of_the_mean():
    assert SegmentBox(corner, IMAGE, QUARTERS, instead=-1.0).ask(KEPT)[0].tolist() == [0.0, -1.0, -1.0]


def test_segments_may_have_any_numbers_and_shapes():
    striped = np.where(np.arange(4) % 2, 30, 7) * np.ones((4, 1), dtype=int)
    assert SegmentBox(corner, IMAGE, striped).fields == ("segment 7", "segment 30")


def test_two_segments_that_act_together_are_found():
    def product(images: np.ndarray) -> np.ndarray:
        return images[:, 0, 0] * images[:, 3, 3] + images[:, 0, 3]

    found = SecondDifference().detect(SegmentBox(product, IMAGE, QUARTERS))
    assert [found.named(one) for one in found.sets[0]] == [("segment 0", "segment 3")]


def test_the_predictor_is_given_so_many_images_at_once_and_may_tell_probabilities():
    sizes = []

    def predict(images: np.ndarray) -> np.ndarray:
        sizes.append(len(images))
        return np.full(len(images), 0.8)

    box = SegmentBox(predict, IMAGE, QUARTERS, link="logit", rows_at_once=2)
    assert box.ask(np.ones((5, 4), dtype=np.bool_))[0] == pytest.approx([np.log(4)] * 5)
    assert sizes == [2, 2, 1]


@pytest.mark.parametrize("segments", [QUARTERS[:3], QUARTERS.ravel()])
def test_segments_of_another_size_are_told(segments):
    with pytest.raises(DataError, match=r"a segment for each pixel are needed, not \(4, 4\) and"):
        SegmentBox(corner, IMAGE, segments)
