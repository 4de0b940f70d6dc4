"""Every route, asked as its own description allows and as it does not: nothing makes the service fail."""

from contextlib import suppress

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode

from clicklens.api.openapi import openapi_document
from tests.captured_runs import make_captured
from tests.service import HOST, Service, make_service

ENDLESS = ("/api/v1/events",)
KNOWN = {"run": "made-up", "kind": "scores"}
EXAMPLES = 4  # of right requests and as many of wrong ones, a route

DESCRIPTION = schemathesis.openapi.from_dict(openapi_document())
OPERATIONS = [found.ok() for found in DESCRIPTION.get_all_operations() if found.ok().path not in ENDLESS]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("every")
    make_captured(folder, rows=20, steps=1)
    return make_service(folder / "store")


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_no_request_makes_the_service_fail(
    service: Service, operation: schemathesis.APIOperation, mode: GenerationMode
) -> None:
    @seed(0)
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:  # what is there, or every request would end at the first look-up
            case.path_parameters |= {name: word for name, word in KNOWN.items() if f"{{{name}}}" in case.path}
        request = case.as_transport_kwargs(base_url=HOST)
        body = {"content": request["data"]} if isinstance(request.get("data"), (bytes, str)) else {}
        body |= {"json": request["json"]} if "json" in request else {}
        url = "/" + request["url"].removeprefix(HOST)
        with suppress(httpx.InvalidURL):  # what no client can send
            response = service.ask(request["method"], url, params=request.get("params"), **body)
            assert response.status_code < 500, response.text

    with suppress(Unsatisfiable):  # some routes take nothing that could be wrong
        ask()
