import pytest

from clicklens.api.live_question import RowQuestion
from clicklens.core.errors import ConfigError


def test_a_row_is_asked_for_by_its_id_or_by_its_values():
    assert RowQuestion(example_id=3).asked == 3
    assert RowQuestion(row={"item": "103"}).asked == {"item": "103"}


@pytest.mark.parametrize("given", [{}, {"example_id": 3, "row": {}}])
def test_neither_and_both_are_refused(given):
    with pytest.raises(ConfigError, match="either 'example_id' or 'row'"):
        RowQuestion(**given)
