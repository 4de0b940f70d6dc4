from pathlib import Path

import pytest

from tests.service import TOKEN, Service, make_service

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return make_service(tmp_path_factory.mktemp("guarded"), host="0.0.0.0", token=TOKEN)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "[::1", "10.0.0.1"])
def test_on_loopback_only_our_own_names_are_answered(service: Service, host: str) -> None:
    assert service.get("/store", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8100", "127.0.0.1:1", "[::1]:8100", "LOCALHOST"])
def test_our_own_names_are(service: Service, host: str) -> None:
    assert service.get("/store", headers={"Host": host}).status_code == 200


def test_a_further_name_can_be_allowed(tmp_path: Path) -> None:
    service = make_service(tmp_path, allowed_hosts=("lens.example",))
    assert service.get("/store", headers={"Host": "lens.example"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://[", "", "file://"])
@pytest.mark.parametrize("method", ["GET", "PATCH", "POST", "DELETE"])
def test_a_page_of_another_origin_may_not_ask(service: Service, method: str, origin: str) -> None:
    assert service.ask(method, "/runs/made-up", headers={"Origin": origin}).status_code == 403


def test_our_own_page_may(service: Service) -> None:
    assert service.get("/store", headers={"Origin": "http://127.0.0.1:8100"}).status_code == 200


def test_a_picture_or_a_form_on_another_page_may_not_ask_and_a_link_leads_to_the_page(service: Service) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert service.get("/store", headers=foreign).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert service.get("//runs", headers=link).status_code == 200
    assert service.get("/store", headers=link).status_code == 403


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN]
)
def test_elsewhere_every_question_must_carry_the_token(guarded: Service, given: str | None) -> None:
    headers = {} if given is None else {"Authorization": given}
    for path in ("/runs", "/events", "//metrics", "/nothing"):
        response = guarded.get(path, headers=headers)
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert TOKEN not in response.text


def test_with_the_token_it_is_answered_and_the_page_needs_none(guarded: Service) -> None:
    assert guarded.get("/runs", headers=BEARER).status_code == 200
    assert guarded.get("/runs", headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200
    assert guarded.get("//").status_code == guarded.get("//healthz").status_code == 200


def test_elsewhere_a_number_is_a_name_and_a_strange_name_is_none(guarded: Service) -> None:
    assert guarded.get("/runs", headers={**BEARER, "Host": "192.168.0.7:8100"}).status_code == 200
    assert guarded.get("/runs", headers={**BEARER, "Host": "evil.example"}).status_code == 403


def test_a_token_that_is_no_ascii_is_a_wrong_one(guarded: Service) -> None:
    assert guarded.get("/runs", headers={"Authorization": "Bearer ü".encode()}).status_code == 401


def test_a_body_that_is_too_large_is_refused_said_or_not(tmp_path: Path) -> None:
    service = make_service(tmp_path, most_bytes=1000)

    async def pieces():
        for _ in range(20):
            yield b"x" * 100

    for content in (b"x" * 2000, pieces()):
        response = service.ask("POST", "/config/check", content=content, headers={"Content-Type": "application/json"})
        assert response.status_code == 413, response.text
        assert "1,000 bytes" in response.json()["message"]


def test_every_answer_carries_the_rules_for_browsers(service: Service, tmp_path: Path) -> None:
    answers = [service.get("/runs"), service.get("//"), service.get("/x"), service.get("/x", headers={"Host": "evil"})]
    for response in answers:
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'self'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
    framed = make_service(tmp_path, frame_ancestors=("http://127.0.0.1:8888",)).get("//")
    assert framed.headers["content-security-policy"].endswith("frame-ancestors 'self' http://127.0.0.1:8888")
