import pytest

from clicklens.core.condition import where
from clicklens.core.errors import ConfigError
from clicklens.core.slice import Slice

VALUES = {
    "filter": where("label=1"),
    "schema_digest": "0" * 64,
    "data": "made-up",
    "created_at": "2026-01-01T00:00:00Z",
}


def test_a_slice_comes_back_from_json() -> None:
    saved = Slice.model_validate({"name": "点击 / late", **VALUES, "note": "why"})
    assert Slice.model_validate_json(saved.to_json()) == saved


@pytest.mark.parametrize("name", ["", " a", "a ", "\n", "x" * 101])
def test_a_name_that_no_one_could_type_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="slice: 'name' is"):
        Slice.parse({"name": name, **VALUES}, source="slice")
