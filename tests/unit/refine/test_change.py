"""Changes are read from words, applied to a request, and refused in words."""

import pytest

from clicklens.core.errors import ConfigError, SchemaError
from clicklens.core.schema import FeatureSchema
from clicklens.models import Gwen, Logistic
from clicklens.refine import Cross, DropLayer, Regularise, ResizeLayer, UserBias, make_change, parse_change
from clicklens.training.spec import DataSpec, RunSpec
from tests.factories import make_schema

SCHEMA = FeatureSchema(name="rows", fields=("user_id", "item_id"))
SPEC = RunSpec(data=DataSpec(name="rows"), model=Gwen(hidden=(8, 4, 2)))


@pytest.mark.parametrize(
    ("words", "change"),
    [
        (["drop-layer", "4"], DropLayer(layer=4)),
        (["resize-layer", "3=32"], ResizeLayer(layer=3, width=32)),
        (["user-bias", "user_id"], UserBias(field="user_id")),
        (["regularise", "user_id=0.001"], Regularise(field="user_id", strength=0.001)),
        (["cross", "user_id,item_id", "a,b,c"], Cross(fields=(("user_id", "item_id"), ("a", "b", "c")))),
    ],
)
def test_words_are_read_and_written_back(words, change):
    assert parse_change(words) == change
    assert str(change) == " ".join(words)


@pytest.mark.parametrize(
    "words",
    [["drop-layer"], ["drop-layer", "x"], ["resize-layer", "3"], ["regularise", "a=b=c"], ["cross"], ["cross", "a"]],
)
def test_words_of_a_wrong_form_show_the_right_one(words):
    with pytest.raises(ConfigError, match="the form is"):
        parse_change(words)


def test_an_unknown_change_names_the_nearest():
    with pytest.raises(ConfigError, match="did you mean 'drop-layer'"):
        parse_change(["drop-layr", "4"])


def test_settings_are_taken_by_their_names_in_any_order():
    assert make_change("resize-layer", {"width": 32, "layer": 3}) == ResizeLayer(layer=3, width=32)
    assert make_change("user-bias", {"field": "user_id"}) == UserBias(field="user_id")


@pytest.mark.parametrize(
    ("kind", "settings", "words"),
    [
        ("drop-layr", {"layer": 4}, "did you mean 'drop-layer'"),
        ("drop-layer", {"layr": 4}, "refine drop-layer: unknown setting 'layr'; did you mean 'layer'"),
        ("resize-layer", {"layer": 3}, "'width' is missing"),
        ("regularise", {"field": "user_id", "strength": -1}, "'strength' is -1"),
    ],
)
def test_a_misspelt_or_wrong_setting_is_named(kind, settings, words):
    with pytest.raises(ConfigError, match=words):
        make_change(kind, settings)


def test_a_layer_is_dropped_and_resized():
    assert DropLayer(layer=2).apply(SPEC, SCHEMA).model.hidden == (8, 2)
    assert ResizeLayer(layer=3, width=16).apply(SPEC, SCHEMA).model.hidden == (8, 4, 16)
    assert SPEC.model.hidden == (8, 4, 2)


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(ConfigError, match="layers 1 to 3"):
        DropLayer(layer=4).apply(SPEC, SCHEMA)


def test_the_only_layer_is_not_dropped():
    single = SPEC.model_copy(update={"model": Gwen(hidden=(8,))})
    with pytest.raises(ConfigError, match="only hidden layer"):
        DropLayer(layer=1).apply(single, SCHEMA)


def test_a_model_without_layers_is_refused():
    with pytest.raises(ConfigError, match="'logistic'"):
        DropLayer(layer=1).apply(SPEC.model_copy(update={"model": Logistic()}), SCHEMA)


def test_a_bias_field_must_be_in_the_schema():
    assert UserBias(field="user_id").apply(SPEC, SCHEMA).model.bias_field == "user_id"
    with pytest.raises(ConfigError, match="did you mean 'user_id'"):
        UserBias(field="userid").apply(SPEC, SCHEMA)


def test_an_id_whose_table_another_field_shares_is_refused_before_anything_is_trained():
    with pytest.raises(ConfigError, match="user-bias item: 'item' shares the table 'item' with 'history'"):
        UserBias(field="item").apply(SPEC, make_schema())


def test_regularising_keeps_what_was_regularised_before():
    once = Regularise(field="user_id", strength=0.1).apply(SPEC, SCHEMA)
    twice = Regularise(field="item_id", strength=0.2).apply(once, SCHEMA)
    assert twice.training.regularise == {"user_id": 0.1, "item_id": 0.2}
    with pytest.raises(SchemaError, match="did you mean 'item_id'"):
        Regularise(field="itemid", strength=0.2).apply(once, SCHEMA)
