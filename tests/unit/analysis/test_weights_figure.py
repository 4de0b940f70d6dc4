from clicklens.analysis.weights_figure import draw_weights
from clicklens.analysis.weights_result import CrossWeights
from tests.live_results import make_bin, make_table, make_weights

NAME = "a_field_whose_name_has_sixty_characters_as_some_of_them_have"


def test_each_table_has_a_panel_with_its_share_and_bins_in_words():
    table = make_table(make_bin(1, 1, 5, 0.5), make_bin(1024, 2047, 4, 0.7))
    (axis,) = draw_weights(make_weights(table)).axes
    assert axis.get_title(loc="left") == "user: 9 ids, 50% of the parameters"
    assert [label.get_text() for label in axis.get_xticklabels()] == ["1", "1,024 to 2,047"]
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("times in training", "length of the vectors")


def test_each_part_has_a_heat_map_that_names_fields_where_there_is_room():
    few = CrossWeights(part="cross_1", fields=("user", NAME), strength=((9.0, 3.0), (1.0, 9.0)))
    many = CrossWeights(part="cross_2", fields=tuple("f" * 200), strength=((1.0,) * 200,) * 200)
    axes = draw_weights(make_weights(crosses=(few, many))).axes
    assert len(axes[0].get_xticklabels()) == 2
    assert len(axes[1].get_xticklabels()) == 0


def test_a_model_without_vectors_says_so():
    (axis,) = draw_weights(make_weights()).axes
    assert axis.texts[0].get_text() == "This model has no vectors of ids"
