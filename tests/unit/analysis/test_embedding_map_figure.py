from clicklens.analysis.embedding_map_figure import draw_embedding_map
from tests.live_results import make_map


def test_a_panel_by_category_and_one_by_pctr():
    axes = draw_embedding_map(make_map()).axes
    assert [axis.get_title(loc="left") for axis in axes[:2]] == ["By kind", "By pctr of the row with the id"]
    assert [text.get_text() for text in axes[0].get_legend().get_texts()] == ["others", "clothes"]


def test_without_a_category_the_click_rate_colours_the_ids():
    axes = draw_embedding_map(make_map(category=None, pctr=None)).axes
    assert axes[0].get_title(loc="left") == "By click rate in training"
