"""Streams of random numbers."""

from itertools import combinations

from clicklens.interactions.draw import draw


def test_purposes_and_numbers_have_streams_of_their_own():
    streams = [
        ("rows", 0, 1), ("rows", 0, -1), ("rows", 1, 0), ("network", 0, 1), ("main effect", 0, 1, 0), ("order", 0, 1)
    ]  # fmt: skip
    drawn = [draw(*stream).random(4).tolist() for stream in streams]
    assert all(one != other for one, other in combinations(drawn, 2))


def test_the_same_gives_the_same():
    assert draw("rows", 3, -4).random() == draw("rows", 3, -4).random()
