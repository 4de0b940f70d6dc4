import pytest
from hypothesis import given
from hypothesis import strategies as st

from clicklens.store.step_name import listed, step_name, step_of


def test_a_step_has_eight_digits() -> None:
    assert step_name(100) == "step-00000100"
    assert step_name(123_456_789) == "step-123456789"


@given(st.integers(min_value=0, max_value=10**18))
def test_a_name_gives_its_step_back(step: int) -> None:
    assert step_of(step_name(step)) == step


@pytest.mark.parametrize("name", ["step-1", "step-000000100", "step-", "step--0000001", "step-٠٠٠٠٠٠٠١", "x", ""])
def test_other_names_are_no_steps(name: str) -> None:
    assert step_of(name) is None


def test_few_steps_are_listed_whole_and_many_by_the_last() -> None:
    assert listed([]) == "there is none"
    assert listed([1, 20]) == "the steps are 1, 20"
    assert listed(range(100)).startswith("the steps are …, 80, 81")
