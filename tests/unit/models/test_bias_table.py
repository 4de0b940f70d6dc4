"""The table of a bias field."""

import pytest

from clicklens.core.errors import ConfigError
from clicklens.models.bias_table import bias_table
from tests.rows_by_hand import SCHEMAS


def test_it_is_the_fields_own():
    assert bias_table("user", SCHEMAS["everything"]) == "user"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("usr", "no embedded field 'usr'.*'user'"),
        ("clicked", "is a sequence"),
        ("item", "shares the table 'item' with"),
    ],
)
def test_a_field_that_cannot_be_one_is_refused(field, words):
    with pytest.raises(ConfigError, match=words):
        bias_table(field, SCHEMAS["everything"])
