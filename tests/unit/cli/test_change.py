"""What a refinement is to change, from words and options."""

import pytest

from clicklens.cli.change import asked_change
from clicklens.core.errors import ConfigError

NONE = {"fields": None, "top": None, "target": None, "min_count": None, "buckets": None}


def asked(*words, **options):
    return asked_change(words, **{**NONE, **options})


def test_words_of_other_changes_stay_words():
    assert asked("drop-layer", "4") == ["drop-layer", "4"]


def test_crosses_come_from_words_and_options():
    assert asked("cross", "a,b", fields=["c,d,e"], target="wide_deep", min_count=5) == {
        "kind": "cross",
        "fields": ["a,b", "c,d,e"],
        "target": "wide_deep",
        "min_count": 5,
    }
    assert asked("cross", top=10) == {"kind": "cross", "top": 10}


@pytest.mark.parametrize(
    ("options", "name"), [({"fields": ["a,b"]}, "--fields"), ({"min_count": 3}, "--min-count"), ({"top": 3}, "--top")]
)
def test_an_option_of_crosses_is_no_other_changes(options, name):
    with pytest.raises(ConfigError, match=f"{name}: only the change 'cross' has it, not 'drop-layer 4'"):
        asked("drop-layer", "4", **options)
