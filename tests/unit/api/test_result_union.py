from typing import Any

from pydantic import TypeAdapter

from clicklens.analysis import ANALYSES
from clicklens.api.openapi import openapi_text
from clicklens.api.result_union import RESULTS, AnyResult


def test_every_analysis_is_in_it() -> None:
    assert {analysis.result for analysis in ANALYSES.values()} <= set(RESULTS)
    schema: dict[str, Any] = TypeAdapter(AnyResult).json_schema(mode="serialization")
    assert set(ANALYSES) | {"comparison", "search"} <= set(schema["discriminator"]["mapping"])


def test_every_result_stands_in_the_services_document() -> None:
    text = openapi_text()
    assert all(f'"{kind.__name__}"' in text for kind in RESULTS)
