import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

from clicklens.analysis.rows.lasso import inside_polygon

SQUARE = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))


def inside(points: list[tuple[float, float]], corners: tuple[tuple[float, float], ...]) -> list[bool]:
    x, y = np.array(points, dtype=np.float64).T
    return inside_polygon(x, y, corners).tolist()


def test_points_in_a_square_by_hand() -> None:
    assert inside([(1, 1), (3, 1), (-1, 1), (1, 3), (1.9, 0.1)], SQUARE) == [True, False, False, False, True]


def test_a_notch_is_outside_and_a_turn_the_other_way_is_the_same() -> None:
    notched = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0))
    points = [(2, 2), (1, 2), (3, 2), (2, 0.5)]
    assert inside(points, notched) == inside(points, notched[::-1]) == [False, True, True, True]


def test_squares_that_share_an_edge_share_no_point() -> None:
    right = tuple((x + 2.0, y) for x, y in SQUARE)
    on_edge = [(2.0, 0.5), (2.0, 1.0), (2.0, 1.5)]
    assert all(a != b for a, b in zip(inside(on_edge, SQUARE), inside(on_edge, right), strict=True))


def test_what_a_figure_of_eight_goes_around_once_is_inside() -> None:
    eight = ((0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0))
    assert inside([(0.2, 1.0), (1.8, 1.0), (1.0, 1.8)], eight) == [True, True, False]


corner = st.tuples(st.integers(-20, 20), st.integers(-20, 20))


@given(st.lists(corner, min_size=3, max_size=3, unique=True), st.integers(0, 2**32 - 1))
def test_triangles_agree_with_matplotlib(corners: list[tuple[int, int]], seed: int) -> None:
    (ax, ay), (bx, by), (cx, cy) = corners
    if (bx - ax) * (cy - ay) == (cx - ax) * (by - ay):
        return  # on a line
    points = np.random.default_rng(seed).uniform(-21, 21, size=(200, 2))
    expected = Path(np.array([*corners, corners[0]], dtype=float), closed=True).contains_points(points)
    assert (inside_polygon(points[:, 0], points[:, 1], [(float(x), float(y)) for x, y in corners]) == expected).all()


def test_no_points_are_no_trouble() -> None:
    assert inside_polygon(np.array([]), np.array([]), SQUARE).tolist() == []
