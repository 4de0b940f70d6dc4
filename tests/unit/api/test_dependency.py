from tests.service import Service


def test_a_run_is_found_by_id_beginning_name_and_as_the_latest(service: Service) -> None:
    for word in ("made-up", "made", "made up", "latest"):
        assert service.json(f"/runs/{word}")["run"]["id"] == "made-up"


def test_a_run_that_is_not_there_is_named_with_the_nearest(service: Service) -> None:
    response = service.get("/runs/maid-up")
    assert response.status_code == 404
    assert "did you mean 'made" in response.json()["message"]


def test_a_word_that_is_too_long_is_refused(service: Service) -> None:
    assert service.get("/runs/" + "x" * 300).status_code == 422
