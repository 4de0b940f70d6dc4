from dataclasses import replace

import torch

from clicklens.data.batch import Batch


def batch():
    return Batch(
        ids={"item": torch.tensor([[1], [2], [3]]), "past": torch.tensor([[1, 0], [2, 3], [0, 0]])},
        numeric=torch.tensor([[0.5], [1.5], [2.5]]),
        labels={"click": torch.tensor([0.0, 1.0, 0.0])},
        example_ids=torch.tensor([10, 11, 12]),
        images={"picture": ("a", "b", "c")},
        days=torch.tensor([7, 7, 8]),
    )


def test_its_length_is_the_number_of_rows():
    assert len(batch()) == 3


def test_rows_are_taken_from_every_part_in_the_order_asked():
    taken = batch().take(torch.tensor([2, 0]))
    assert taken.ids["item"].tolist() == [[3], [1]]
    assert taken.ids["past"].tolist() == [[0, 0], [1, 0]]
    assert taken.numeric.tolist() == [[2.5], [0.5]]
    assert taken.labels["click"].tolist() == [0.0, 0.0]
    assert taken.example_ids.tolist() == [12, 10]
    assert taken.images["picture"] == ("c", "a")
    assert taken.days is not None
    assert taken.days.tolist() == [8, 7]
    assert taken.weights is None


def test_a_row_stands_for_one_where_no_weight_is_given():
    assert batch().sampling_weights.tolist() == [1.0, 1.0, 1.0]
    assert replace(batch(), weights=torch.tensor([1.0, 2.0, 0.5])).sampling_weights.tolist() == [1.0, 2.0, 0.5]


def test_moving_keeps_every_part_and_leaves_the_original():
    found = batch()
    moved = found.to("meta")
    assert {tensor.device.type for tensor in (*moved.ids.values(), moved.numeric, moved.days)} == {"meta"}
    assert moved.images == found.images
    assert found.numeric.device.type == "cpu"
