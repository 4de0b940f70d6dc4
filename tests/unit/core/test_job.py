"""Jobs: what may follow what, and what is refused in words."""

import pytest

from clicklens.core.errors import ConfigError, RequestError
from clicklens.core.job import OPEN, TRANSITIONS, Job, ReportRequest, Submission, TrainRequest, moved

ENDED = ("succeeded", "failed", "cancelled")


def make_job(**changes: object) -> Job:
    values = {"id": "report-1", "name": "n", "request": {"kind": "report", "run": "r"}, "created_at": "t", **changes}
    return Job.parse(values, source="the test")


@pytest.mark.parametrize("before", TRANSITIONS)
@pytest.mark.parametrize("after", TRANSITIONS)
def test_a_job_moves_as_the_table_says_and_not_otherwise(before: str, after: str) -> None:
    job = make_job(state=before)
    if after in TRANSITIONS[before]:
        assert moved(job, after, message="m") == make_job(state=after, message="m")
    else:
        with pytest.raises(RequestError, match=f"is {before} and cannot become {after}"):
            moved(job, after)


def test_a_refusal_names_what_is_allowed() -> None:
    with pytest.raises(RequestError, match="from paused it may become queued or cancelled"):
        moved(make_job(state="paused"), "running")
    with pytest.raises(RequestError, match="it has ended; retry or clone"):
        moved(make_job(state="succeeded"), "queued")


def test_what_has_ended_stays_so() -> None:
    assert all(TRANSITIONS[state] == () for state in ENDED)
    assert set(OPEN) == set(TRANSITIONS) - set(ENDED)


def test_every_state_can_be_reached_from_the_queue() -> None:
    reached, todo = {"queued"}, ["queued"]
    while todo:
        new = set(TRANSITIONS[todo.pop()]) - reached
        reached |= new
        todo += new
    assert reached == set(TRANSITIONS)


def test_a_job_knows_whose_weights_it_changes() -> None:
    assert make_job(run_id="r").trains_run is None
    assert make_job(run_id="r", request={"kind": "resume", "run": "r"}).trains_run == "r"
    assert make_job(run_id="r", request={"kind": "train", "spec": {}}).trains_run == "r"


def test_a_request_is_told_apart_by_its_kind_and_read_back_from_json() -> None:
    assert isinstance(make_job().request, ReportRequest)
    job = make_job(request=TrainRequest(spec={"a": 1}), result={"kind": "run", "run": "r", "text": "t"})
    assert Job.model_validate_json(job.to_json()) == job


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"request": {"kind": "trian"}}, "did you mean 'train'"),
        ({"request": {"kind": "report", "rum": "x", "run": "r"}}, "did you mean 'run'"),
        ({"request": {"kind": "report", "run": "r"}, "priorty": 1}, "did you mean 'priority'"),
        ({"request": {"kind": "report", "run": "r"}, "memory": 0}, "memory"),
        ({"request": {"kind": "refine", "run": "r", "change": "x", "seeds": 0}}, "seeds"),
    ],
)
def test_a_wrong_submission_names_the_nearest_right_word(values: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        Submission.parse(values, source="the job")
