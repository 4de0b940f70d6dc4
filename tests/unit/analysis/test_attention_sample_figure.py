from clicklens.analysis.attention_sample_figure import draw_attention_sample
from clicklens.analysis.attention_sample_result import FieldSample, PairSample
from tests.attention_results import around, make_position_sample, make_removal, make_sample


def test_behaviours_have_two_panels_with_names_and_units():
    result = make_sample(make_position_sample(make_removal(1, 0.6, 0.2), make_removal(2, 0.9, 0.4)))
    by_place, by_size = draw_attention_sample(result).axes
    assert (by_place.get_xlabel(), by_place.get_ylabel()) == ("behaviour, 1: the newest", "mean weight")
    assert by_size.get_ylabel() == "move of the logit"
    assert [text.get_text() for text in by_size.get_legend().get_texts()] == ["of most weight", "at random"]


def test_fields_and_pairs_have_their_panels():
    pair = PairSample(weighing="cross", fields=("user", "item"), weights=((0.9, 0.2), (0.3, 0.9)))
    fields = FieldSample(weighing="gate", fields=("user", "item"), weights=(around(0.2), None))
    axes = draw_attention_sample(make_sample(fields=(fields,), pairs=(pair,))).axes
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["user"]
    assert axes[1].get_title(loc="left") == "Pairs by cross"


def test_undefined_figures_leave_gaps():
    assert draw_attention_sample(make_sample(make_position_sample(weights=(0.9, None)))).axes
    assert draw_attention_sample(make_sample()).axes[0].texts
