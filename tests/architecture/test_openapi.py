"""The service's document is what the code says: the page's types are made from it."""

from pathlib import Path

from clicklens.api.openapi import openapi_text

SCHEMA = Path(__file__).parents[2] / "schemas" / "openapi.json"


def test_the_committed_document_is_fresh() -> None:
    found = SCHEMA.read_text(encoding="utf-8")
    assert found == openapi_text(), "run 'python -m clicklens.api.openapi' and commit schemas/openapi.json"
