import json
from pathlib import Path

from clicklens.api.openapi import main, openapi_text


def test_the_document_is_the_same_each_time() -> None:
    assert openapi_text() == openapi_text()


def test_it_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    main([str(tmp_path / "new" / "openapi.json")])
    document = json.loads((tmp_path / "new" / "openapi.json").read_text(encoding="utf-8"))
    assert document["openapi"].startswith("3.1")


def test_what_is_always_sent_is_marked_required() -> None:
    schemas = json.loads(openapi_text())["components"]["schemas"]
    for name in ("RunRow", "RunDetail", "RunEvent", "Run", "MetricSeries", "FluctuationResult"):
        assert set(schemas[name]["required"]) == set(schemas[name]["properties"]), name
    assert "required" not in schemas["RunChange"]  # what is taken may leave out what stays
