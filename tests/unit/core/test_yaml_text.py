import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.yaml_text import parse_text_list, parse_yaml


def test_plain_values_are_read() -> None:
    assert parse_yaml("a: {b: [1, 2.5, x]}", source="s.yaml") == {"a": {"b": [1, 2.5, "x"]}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "s.yaml: not valid YAML: .*line"),
        ("a: 1\nb: 2\na: 3", "s.yaml: not valid YAML: the key 'a' stands twice"),
        ("outer:\n  a: 1\n  a: 3", "the key 'a' stands twice"),
        ("a: 2026-13-45", "s.yaml: not valid YAML"),
        ("!!python/object/apply:os.getcwd []", "s.yaml: not valid YAML"),
        ("[" * 5000, "s.yaml: not valid YAML"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_by_its_source(text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_yaml(text, source="s.yaml")


def test_a_list_of_texts_keeps_each_as_it_stands() -> None:
    assert parse_text_list("[a, 'b, c', 007, yes, ]", source="x") == ["a", "b, c", "007", "yes"]


@pytest.mark.parametrize("text", ["[a", "a", "[[a]]", "{a: b}", "[" * 5000, "[a]: ["])
def test_what_is_no_list_of_texts_is_refused_by_its_source(text: str) -> None:
    with pytest.raises(ConfigError, match=r"^--change tags: (not )?a list"):
        parse_text_list(text, source="--change tags")
