"""How the sets of one row are drawn."""

from tests.interaction_results import make_row_interactions


def test_sets_beside_saliency_the_greatest_first():
    sets, leans = make_row_interactions((("user", "item"), 0.3), (("item", "hour"), -0.1)).plot().axes
    assert [label.get_text() for label in sets.get_yticklabels()] == ["user × item", "item × hour"]
    assert [bar.get_width() for bar in sets.patches] == [0.3, -0.1]
    assert [label.get_text() for label in leans.get_yticklabels()] == ["user", "item", "hour"]
