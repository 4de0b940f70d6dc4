import pytest

from clicklens.api.failure import ProblemsError
from clicklens.api.spec_check import SpecDraft, check_spec
from clicklens.core.errors import ConfigError

RIGHT = "data: {name: movielens-small}\nmodel: {kind: gwen, hidden: [8, 4]}\n"


def test_a_right_request_comes_back_whole_and_as_yaml() -> None:
    found = check_spec(SpecDraft(yaml=RIGHT))
    assert found.spec.training.epochs == 4
    again = check_spec(SpecDraft(yaml=found.yaml))
    assert again == found
    assert check_spec(SpecDraft(spec=found.spec.model_dump(mode="json"))) == found


@pytest.mark.parametrize(
    "training", ["{optimizer: {kind: adagrad, lr: 0.05}}", "{schedule: {kind: cosine, floor: 0.1}}", "{epochs: 2}"]
)
def test_yaml_says_the_kind_of_whatever_has_one(training: str) -> None:
    found = check_spec(SpecDraft(yaml=f"{RIGHT}training: {training}\n"))
    assert check_spec(SpecDraft(yaml=found.yaml)) == found


def test_every_problem_is_told_where_it_is_and_what_would_be_right() -> None:
    draft = SpecDraft(yaml="data: {name: x}\ntrainng: {}\ntraining: {epochs: -1, optimizer: {kind: adamm}}\n")
    with pytest.raises(ProblemsError) as caught:
        check_spec(draft)
    problems = {problem.loc: problem for problem in caught.value.problems}
    assert problems["trainng",].nearest == "training"
    assert problems["training", "epochs"].value == -1
    assert problems["training", "optimizer"].nearest == "adam"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no settings"),
        ("- 1", "holds no settings"),
        ("a: [", "not valid YAML"),
        ("a: 1\na: 2", "stands twice"),
        ("!!python/object/apply:os.system [ls]", "not valid YAML"),
        ("a: &x [1]\nb: [*x, *x]", "refers to another part"),
    ],
)
def test_what_is_no_request_is_refused_in_words(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        check_spec(SpecDraft(yaml=text))


def test_one_of_text_and_values_is_needed() -> None:
    for draft in (SpecDraft(), SpecDraft(yaml=RIGHT, spec={})):
        with pytest.raises(ConfigError, match="either"):
            check_spec(draft)
