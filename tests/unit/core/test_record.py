import hashlib
import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError, model_validator
from typing_extensions import Self

from clicklens.core.errors import ConfigError
from clicklens.core.record import Record


class Adam(Record):
    kind: Literal["adam"] = "adam"
    beta: float = 0.9


class Sgd(Record):
    kind: Literal["sgd"] = "sgd"
    momentum: float = Field(default=0.0, ge=0, lt=1)


class Training(Record):
    epochs: int = Field(default=1, ge=1)
    optimizer: Annotated[Adam | Sgd, Field(discriminator="kind")] = Adam()
    history: tuple[Sgd, ...] = ()
    limits: dict[str, float | None] = Field(default_factory=dict)
    nested: Adam | None = None

    @model_validator(mode="after")
    def _epochs_are_not_13(self) -> Self:
        if self.epochs == 13:
            raise ValueError("epochs must not be 13")
        return self


class Needy(Record):
    name: str


def message(values: dict[str, Any], kind: type[Record] = Training) -> str:
    with pytest.raises(ConfigError) as refused:
        kind.parse(values, source="config.yaml")
    return str(refused.value)


def test_plain_values_become_a_record() -> None:
    found = Training.parse({"epochs": 3, "optimizer": {"kind": "sgd"}}, source="x")
    assert found == Training(epochs=3, optimizer=Sgd())


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Training().epochs = 2  # type: ignore[misc]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_a_finite_number_is_refused(odd: float) -> None:
    assert message({"limits": {"auc": odd}}).startswith("config.yaml: 'limits.auc' is ")


def test_an_undefined_figure_is_none() -> None:
    assert Training(limits={"auc": None}).to_json().endswith('"optimizer":{"beta":0.9,"kind":"adam"}}')


@pytest.mark.parametrize(
    ("values", "key", "meant"),
    [
        ({"epoch": 3}, "epoch", "epochs"),
        ({"optimizer": {"kind": "sgd", "momentun": 0.5}}, "optimizer.sgd.momentun", "momentum"),
        ({"history": [{}, {"momentun": 0.5}]}, "history.1.momentun", "momentum"),
        ({"nested": {"bета": 1}}, "nested.bета", None),
        ({"nested": {"betta": 1}}, "nested.betta", "beta"),
    ],
)
def test_a_misspelt_key_is_named_with_the_nearest_right_one(values: dict[str, Any], key: str, meant: str) -> None:
    expected = f"config.yaml: unknown setting '{key}'"
    assert message(values) == f"{expected}; did you mean '{meant}'?" if meant else message(values).startswith(expected)


def test_the_nearest_key_is_one_of_the_kind_that_was_chosen() -> None:
    assert message({"optimizer": {"kind": "adam", "momentum": 0.5}}).endswith("; known: beta, kind")


def test_a_missing_key_is_named() -> None:
    assert message({}, Needy) == "config.yaml: 'name' is missing"


def test_a_wrong_value_is_shown_with_what_would_be_right() -> None:
    assert message({"epochs": 0}) == "config.yaml: 'epochs' is 0: Input should be greater than or equal to 1"
    assert "'epochs' is 'many': Input should be a valid integer" in message({"epochs": "many"})
    assert "'optimizer.kind' is 'adamm'; did you mean 'adam'?" in message({"optimizer": {"kind": "adamm"}})
    assert "'optimizer' says no kind; add 'kind', one of adam, sgd" in message({"optimizer": {"lr": 1}})
    assert message({"optimizer": 3}).endswith("'optimizer' is 3: Input should be a mapping of settings")
    assert "settings with a 'kind' are needed, one of adam, sgd" in message({"optimizer": Adam})
    assert message({"history": 3}).endswith("'history' is 3: Input should be a list")


def test_a_rule_of_our_own_is_told_in_its_own_words() -> None:
    assert message({"epochs": 13}).endswith(": epochs must not be 13")
    assert "'(the whole)' is" in message({"epochs": 13})


def test_a_long_value_is_cut() -> None:
    line = message({"epochs": "x" * 500})
    assert len(line) < 200
    assert "xxx...:" in line


def test_every_problem_has_its_line() -> None:
    assert len(message({"epoch": 1, "epochs": 0, "limits": {"a": "b"}}).splitlines()) == 3


def test_equal_records_have_equal_text_and_digest_in_whatever_order_they_were_given() -> None:
    one = Training(limits={"b": 1.0, "a": 2.0}, epochs=2)
    two = Training(epochs=2, limits={"a": 2.0, "b": 1.0})
    assert one.to_json() == two.to_json()
    assert one.digest() == two.digest() == hashlib.sha256(one.to_json().encode()).hexdigest()
    assert one.digest() != Training(epochs=3).digest()


def test_the_text_is_plain_json_that_gives_the_record_back() -> None:
    record = Training(limits={"点击率": 0.1}, optimizer=Sgd(momentum=0.5))
    assert "点击率" in record.to_json()
    assert Training.parse(json.loads(record.to_json()), source="x") == record


def direct(kind: Any, **values: Any) -> str:
    with pytest.raises(ConfigError) as refused:
        kind(**values)
    return str(refused.value)


def test_a_record_that_is_written_in_python_is_refused_in_the_same_words() -> None:
    assert direct(Training, epchs=3) == "Training: unknown setting 'epchs'; did you mean 'epochs'?"
    assert direct(Training, epochs=0) == "Training: 'epochs' is 0: Input should be greater than or equal to 1"
    assert direct(Needy) == "Needy: 'name' is missing"
    assert direct(Training, epochs=13) == "Training: '(the whole)' is {'epochs': 13}: epochs must not be 13"
    assert direct(Training, optimizer={"kind": "sdg"}) == "Training: 'optimizer.kind' is 'sdg'; did you mean 'sgd'?"


def test_what_lies_inside_is_named_by_its_place_and_every_problem_is_told() -> None:
    told = direct(Training, nested={"beeta": 1}, history=[{"momentum": 2}, {}])
    assert told.splitlines() == [
        "Training: 'history.0.momentum' is 2: Input should be less than 1",
        "Training: unknown setting 'nested.beeta'; did you mean 'beta'?",
    ]
    assert direct(Training, nested=Sgd()).startswith("Training: 'nested' is Sgd(")


def test_a_record_inside_another_is_not_built_by_python() -> None:
    """Lists of thousands of records are read by pydantic's own core, at its pace."""
    assert not Training.__pydantic_custom_init__
    assert Training.model_validate({"history": [{}] * 3}) == Training(history=(Sgd(), Sgd(), Sgd()))
