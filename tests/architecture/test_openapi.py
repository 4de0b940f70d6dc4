"""The service's document is what the code says: the page's types are made from it."""

from pathlib import Path

from clicklens.api.openapi import openapi_document, openapi_text

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
SCHEMA = Path(__file__).parents[2] / "schemas" / "openapi.json"


def test_the_committed_document_is_fresh() -> None:
    found = SCHEMA.read_text(encoding="utf-8")
    assert found == openapi_text(), "run 'python -m clicklens.api.openapi' and commit schemas/openapi.json"


def test_every_route_stands_in_the_documentation() -> None:
    told = DOCS.read_text(encoding="utf-8")
    routes = [(verb.upper(), path) for path, verbs in openapi_document()["paths"].items() for verb in verbs]
    missing = [f"{verb} {path}" for verb, path in routes if f"`{verb} {path.removeprefix('/api/v1')}`" not in told]
    assert not missing, "docs/api.md says nothing of\n" + "\n".join(missing)
