import numpy as np
import pytest
from matplotlib.colors import to_rgb

from clicklens.analysis.figure import (
    CLICKED,
    NOT_CLICKED,
    PANEL,
    SPLIT_COLOUR,
    day_axis,
    draw_line,
    figure_of_panels,
    mark_step,
    name_axes,
    ordered_colours,
    split_colour,
)


def test_panels_that_are_not_needed_are_hidden() -> None:
    figure, axes = figure_of_panels(3, title="What is seen", reading="How to read it.")
    assert len(axes) == 3
    assert [axis.get_visible() for axis in figure.axes] == [True, True, True, False]
    assert figure.get_size_inches()[0] == PANEL[0] * 2
    assert figure.get_suptitle() == "What is seen"
    assert figure.get_supxlabel() == "How to read it."


def test_one_panel_is_wide_enough_for_its_title() -> None:
    figure, _ = figure_of_panels(1, title="What is seen", reading="word " * 60)
    assert figure.get_size_inches()[0] == pytest.approx(6.4)
    assert max(len(line) for line in figure.get_supxlabel().split("\n")) <= 96


def test_undefined_values_leave_a_gap() -> None:
    _, (axis,) = figure_of_panels(1, title="t", reading="r")
    draw_line(axis, [1, 2, 3], [0.5, None, 0.7], label="train", split="train")
    assert np.isnan(axis.lines[0].get_ydata()).tolist() == [False, True, False]
    assert axis.lines[0].get_color() == SPLIT_COLOUR["train"]


def test_a_split_of_another_name_takes_a_free_colour() -> None:
    colours = {split_colour("x", index) for index in range(6)}
    assert len(colours) == 6
    assert not colours & set(SPLIT_COLOUR.values())


def test_colours_of_one_meaning_are_told_apart_in_grey_or_by_hue() -> None:
    def distance(a: str, b: str) -> float:
        return float(np.abs(np.array(to_rgb(a)) - np.array(to_rgb(b))).max())

    splits = list(SPLIT_COLOUR.values())
    assert min(distance(a, b) for a in splits for b in splits if a != b) > 0.25
    assert distance(CLICKED, NOT_CLICKED) > 0.25


def test_a_step_that_is_not_known_is_not_marked() -> None:
    _, (axis,) = figure_of_panels(1, title="t", reading="r")
    mark_step(axis, None, "best")
    assert not axis.lines
    mark_step(axis, 100, "best")
    assert [text.get_text() for text in axis.texts] == ["best"]


def test_axes_are_named_and_a_legend_only_where_there_is_something_to_name() -> None:
    _, (bare, lined) = figure_of_panels(2, title="t", reading="r")
    draw_line(lined, [1], [1.0], label="train")
    for axis in (bare, lined):
        name_axes(axis, title="Seen", x="steps", y="nats")
        assert (axis.get_title(loc="left"), axis.get_xlabel(), axis.get_ylabel()) == ("Seen", "steps", "nats")
    assert bare.get_legend() is None
    assert lined.get_legend() is not None


def test_days_are_shown_by_their_dates_and_whole() -> None:
    _, (axis,) = figure_of_panels(1, title="t", reading="r")
    axis.plot([16364, 16366], [0, 1])
    day_axis(axis)
    axis.figure.draw_without_rendering()  # type: ignore[union-attr]
    shown = [label.get_text() for label in axis.get_xticklabels()]
    assert {"2014-10-21", "2014-10-22", "2014-10-23"} <= set(shown)
    assert len(set(shown)) == len(shown)


def test_ordered_things_go_from_light_to_dark() -> None:
    def light(colour: str) -> int:
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))

    colours = ordered_colours(4)
    assert [light(colour) for colour in colours] == sorted(map(light, colours), reverse=True)
    assert len(set(colours)) == 4
    assert len(ordered_colours(1)) == 1
