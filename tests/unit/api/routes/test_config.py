from tests.service import Service


def test_the_schema_of_a_request_is_that_of_run_spec(service: Service) -> None:
    schema = service.json("/config/schema")
    assert {"data", "model", "training", "capture"} <= set(schema["properties"])


def test_a_right_request_comes_back_whole_and_a_wrong_one_as_problems(service: Service) -> None:
    right = service.ask("POST", "/config/check", json={"yaml": "data: {name: movielens-small}"})
    assert right.json()["spec"]["training"]["epochs"] == 4
    wrong = service.ask("POST", "/config/check", json={"yaml": "data: {name: x}\ntrainng: {}"})
    assert wrong.status_code == 422
    assert wrong.json()["error"] == "ConfigError"
    assert wrong.json()["problems"][0]["nearest"] == "training"
