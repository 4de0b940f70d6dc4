import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.finding import Finding


def test_a_sentence_is_for_information_unless_it_says_otherwise() -> None:
    assert Finding(text="x").severity == "info"
    assert Finding.model_validate_json('{"text": "x", "severity": "alarm"}').field is None


def test_a_severity_that_no_one_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match="'severity' is 'note'"):
        Finding(text="x", severity="note")  # type: ignore[arg-type]
