import pytest

from clicklens.core.errors import ConfigError
from clicklens.core.store_change import StoreChange


def test_a_change_says_what_and_where() -> None:
    change = StoreChange(kind="metrics", run_id="a", step=3)
    assert change.to_json() == '{"kind":"metrics","run_id":"a","step":3}'


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ConfigError, match="kind"):
        StoreChange.parse({"kind": "weather", "run_id": "a"}, source="test")
