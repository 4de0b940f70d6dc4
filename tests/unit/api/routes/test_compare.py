import pytest

from clicklens.analysis.comparison_result import Comparison
from tests.service import Service

SAME = "/compare?before=made-up&after=made-up"


def test_two_steps_of_a_run_are_compared_and_kept(service: Service) -> None:
    path = f"{SAME}&before_step=100&after_step=300"
    response = service.get(path)
    found = Comparison.model_validate_json(response.content)
    assert (found.before.step, found.after.step) == (100, 300)
    again = service.get(path, headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304
    assert service.get(path).content == response.content


def test_two_days_are_compared_at_one_step(service: Service) -> None:
    found = service.json(f"{SAME}&before_day=1&after_day=2&before_step=200")
    assert (found["before"]["day"], found["after"]["day"]) == (1, 2)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare", 422),
        ("/compare?before=made-up&after=none", 404),
        (f"{SAME}&before_step=100&after_step=100", 422),
        (f"{SAME}&before_day=1", 422),
        (f"{SAME}&before_day=1&after_day=2&before_step=100&after_step=200", 422),
        (f"{SAME}&before_day=1&after_day=77", 404),
        (f"{SAME}&before_step=5", 404),
        (f"{SAME}&before_step=-1", 422),
    ],
)
def test_what_cannot_be_compared_is_refused(service: Service, path: str, status: int) -> None:
    assert service.get(path).status_code == status
