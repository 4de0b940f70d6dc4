"""How fields that act together are drawn."""

from tests.interaction_results import make_interactions, make_set


def test_a_matrix_and_a_bar_for_each_set_with_its_chance():
    figure = make_interactions(make_set("user", "item"), make_set("user", "hour", p=0.5)).plot()
    matrix, bars = figure.axes[:2]
    assert matrix.images[0].get_array().tolist() == [[0, 60, 3], [60, 0, 5], [3, 5, 0]]
    assert [label.get_text() for label in bars.get_yticklabels()] == ["user × item *", "user × hour"]
    assert len(bars.lines) >= 2
    assert "200 rows of test" in figure.get_suptitle()


def test_no_set_is_said_in_the_picture():
    assert make_interactions().plot().axes[1].texts[0].get_text() == "No fields act together"


def test_many_fields_are_not_named():
    fields = tuple(f"field {place}" for place in range(40))
    rows = tuple((0,) * 40 for _ in fields)
    figure = make_interactions(fields=fields, counts=rows, strengths=rows).plot()
    assert figure.axes[0].get_yticklabels() == []
