"""Figures as parts of a page."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from clicklens.analysis.figure import FAINT, INK, SPLIT_COLOUR, draw_line, figure_of_panels, name_axes
from clicklens.report.picture import Picture, draw_picture, shorten_words


def drawn(*, name: str = "one", label: str = "train", title: str = "A title", points: int = 0) -> Picture:
    figure, (axis,) = figure_of_panels(1, title=title, reading="How a held-out line is read. " * 9)
    draw_line(axis, [0, 1, 2], [1, 2, 3], label=label, split="train")
    if points:
        axis.scatter(np.linspace(0, 1, points), np.linspace(0, 1, points))
    name_axes(axis, title="panel", x="step", y="value")
    return draw_picture(figure, name=name)


def test_title_and_reading_leave_the_figure_and_name_it_for_those_who_cannot_see_it() -> None:
    picture = drawn()
    root = ElementTree.fromstring(picture.svg)
    assert (picture.title, root.get("role")) == ("A title", "img")
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert [child.tag for child in root[:2]] == ["title", "desc"]
    assert root[0].text == "A title"
    assert all(text.text != "A title" for text in root.iter("text"))


def test_the_reading_is_one_line_again_without_torn_words() -> None:
    picture = drawn()
    assert picture.reading == ("How a held-out line is read. " * 9).strip()


def test_words_stay_text() -> None:
    assert {"panel", "step", "value"} <= {element.text for element in ElementTree.fromstring(drawn().svg).iter("text")}


def test_no_colour_is_left_that_does_not_follow_the_page() -> None:
    picture = drawn()
    assert re.findall(r"#[0-9a-f]{6}\b", picture.svg) == []
    assert {INK, FAINT, SPLIT_COLOUR["train"]} <= picture.colours
    assert "var(--ink)" in picture.svg


def test_ids_of_two_pictures_do_not_meet_and_every_reference_resolves() -> None:
    found = []
    for name in ("one", "two"):
        svg = drawn(name=name).svg
        ids = re.findall(r'\bid="([^"]+)"', svg)
        assert len(ids) == len(set(ids))
        references = re.findall(r"url\(#([^)]+)\)", svg) + re.findall(r'href="#([^"]+)"', svg)
        assert references
        assert set(references) <= set(ids)
        found.append(set(ids))
    assert not found[0] & found[1]


def test_nothing_styles_the_page_or_names_another_place() -> None:
    svg = drawn().svg
    assert "<style" not in svg
    assert "<metadata" not in svg
    assert "http" not in svg


def test_markup_in_a_label_stays_text() -> None:
    svg = drawn(label="</svg><script>alert(1)</script>").svg
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).tag == "svg"


def test_dollars_in_a_label_are_no_formula() -> None:
    assert "$5 off $x_{" in drawn(label="$5 off $x_{").svg
    figure = Figure()
    axis = figure.subplots()
    axis.barh([0], [1])
    axis.set_yticks([0], ["$5 off $x_{"])
    assert "$5 off $x_{" in draw_picture(figure, name="x").svg


def test_powers_on_a_logarithmic_axis_stay_powers() -> None:
    figure = Figure()
    axis = figure.subplots()
    axis.plot([1, 1000], [1, 2])
    axis.set_xscale("log")
    assert "mathdefault" not in draw_picture(figure, name="x").svg


def test_letters_that_the_drawing_library_lacks_are_left_to_the_browser() -> None:
    assert "用户编号" in drawn(label="用户编号", title="字段").svg


def test_many_points_become_pixels_and_few_stay_lines() -> None:
    assert "data:image/png" in drawn(points=5000).svg
    assert "data:image/png" not in drawn(points=50).svg
    assert len(drawn(points=50_000).svg) < 500_000


def test_a_wide_figure_is_drawn_narrower_so_that_its_words_stay_readable() -> None:
    figure, _ = figure_of_panels(3, title="t", reading="r", columns=3)
    assert figure.get_figwidth() > 9.2
    root = ElementTree.fromstring(draw_picture(figure, name="x").svg)
    assert float(root.get("viewBox", "").split()[2]) == pytest.approx(9.2 * 72)


def test_long_names_keep_their_beginning_and_their_end() -> None:
    name = "tower.用户.hidden_layer_number_one_with_a_long_name"
    short = "tower.用户.hidde…th_a_long_name"
    assert shorten_words(f"{name} at step 5") == f"{short} at step 5"
    figure = Figure()
    axis = figure.subplots()
    axis.barh([0, 1], [1, 2], label=name)
    axis.set_yticks([0, 1], [name, "short"])
    axis.legend()
    svg = draw_picture(figure, name="x").svg
    assert name not in svg
    assert svg.count(short) == 2
    assert "short" in svg


def test_equal_figures_give_equal_pictures() -> None:
    assert drawn().svg == drawn().svg
