from clicklens.analysis.attention_figure import draw_attention
from clicklens.analysis.attention_result import FieldWeights, PairWeights
from tests.attention_results import make_attention, make_positions


def test_a_line_for_each_candidate_along_the_behaviours():
    result = make_attention(make_positions([0.1, 0.9], [0.2, 0.2]), candidates=({"item": "phone"},))
    (axis,) = draw_attention(result).axes
    assert [line.get_label() for line in axis.lines[:2]] == ["the row's own candidate", "item = phone"]
    assert [label.get_text() for label in axis.get_xticklabels()] == ["item 0", "item 1"]
    assert axis.get_ylabel() == "weight"


def test_fields_and_pairs_have_their_panels():
    fields = FieldWeights(weighing="gate", fields=("user", "item"), weights=((0.2,), (0.6,)))
    pairs = PairWeights(weighing="cross", fields=("user", "item"), weights=((0.9, 0.2), (0.3, 0.9)))
    axes = draw_attention(make_attention(fields=(fields,), pairs=(pairs,))).axes
    assert [axis.get_title(loc="left") for axis in axes[:2]] == ["Fields by gate", "Pairs by cross"]


def test_a_model_that_weighs_nothing_says_so():
    (axis,) = draw_attention(make_attention()).axes
    assert axis.texts[0].get_text() == "This model weighs nothing by itself"
