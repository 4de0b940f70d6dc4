"""How a set is drawn by its values."""

from tests.interaction_results import make_interactions, make_set


def test_three_heat_maps_with_row_counts_in_the_last():
    figure = make_interactions(make_set("user", "item")).plot_set("user", "item")
    logit, additive, beyond = figure.axes[:3]
    assert logit.images[0].get_array().tolist() == [[0.4, -0.4], [-0.4, 0.4]]
    assert additive.images[0].get_clim() == logit.images[0].get_clim()
    assert beyond.images[0].get_clim() == (-0.4, 0.4)
    assert [text.get_text() for text in beyond.texts] == ["30", "20", "10", "0"]
    assert logit.get_ylabel() == "user"


def test_a_set_without_a_table_says_so():
    figure = make_interactions(make_set("user", "item", table=None)).plot_set("user", "item")
    assert figure.axes[0].texts[0].get_text() == "This set has no few values to lay out"
