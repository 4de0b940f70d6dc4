"""A place where a model weighs its inputs."""

from torch import nn

from clicklens.models import Weighing


def test_the_sequence_of_positions_is_its_first_field():
    assert Weighing(module=nn.Identity(), over="positions", fields=("history",), candidate="item").field == "history"
