import json

import pytest

from clicklens.api.question import parse_object
from clicklens.core.errors import ConfigError
from tests.service import Service


def test_settings_are_an_object_in_json() -> None:
    assert parse_object('{"step": 3}', name="settings") == {"step": 3}
    for text in ("", "[1]", "3", "{", "[" * 100_000, "NaN", "null"):
        with pytest.raises(ConfigError, match="settings"):
            parse_object(text, name="settings")


def test_equal_questions_have_equal_tags_and_others_others(service: Service) -> None:
    def tag(**params: str) -> str:
        return service.get("/runs/made-up/results/scores", params=params).headers["etag"]

    low = {"clauses": [{"kind": "range", "column": "pctr", "high": 0.4}]}
    found = [
        tag(),
        tag(settings='{"draws": 50}'),
        tag(selection=json.dumps(low)),
        tag(selection=json.dumps(low), part="rest"),
    ]
    assert len(set(found)) == 4
    assert tag() == tag(settings="{}") == tag(selection='{"clauses": []}') == found[0]


def test_a_filter_that_is_none_is_refused_in_words(service: Service) -> None:
    response = service.get("/runs/made-up/results/scores", params={"selection": '{"clauses":[{"kind":"rnage"}]}'})
    assert response.status_code == 422
    assert "did you mean 'range'" in response.json()["message"]
