from io import BytesIO

import pandas as pd
import pytest

from clicklens.analysis.scores_result import ScoresResult
from tests.service import Service

SCORES = "/runs/made-up/results/scores"


def test_a_result_is_what_the_analysis_gives(service: Service) -> None:
    found = ScoresResult.model_validate_json(service.get(SCORES).content)
    assert (found.kind, found.run_id, set(found.rows)) == ("scores", "made-up", {"train", "test"})


def test_what_the_asker_has_is_not_sent_again(service: Service) -> None:
    tag = service.get(SCORES).headers["etag"]
    again = service.get(SCORES, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert service.get(SCORES + "/table", headers={"If-None-Match": tag}).status_code == 200


def test_the_table_comes_in_every_form(service: Service) -> None:
    frame = pd.read_csv(BytesIO(service.get(f"{SCORES}/table").content))
    parquet = pd.read_parquet(BytesIO(service.get(f"{SCORES}/table?format=parquet").content))
    assert list(frame) == list(parquet)
    assert len(frame) == len(parquet) > 0
    assert service.get(f"{SCORES}/table?format=arrow").status_code == 200
    assert service.get(f"{SCORES}/table?format=exe").status_code == 422


def test_the_picture_is_drawn(service: Service) -> None:
    response = service.get(f"{SCORES}/picture?format=png")
    assert response.content.startswith(b"\x89PNG")
    assert 'filename="made-up-scores.png"' in response.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/runs/made-up/results/scoers", 404, "did you mean 'scores'"),
        ("/runs/made-up/results/comparison", 404, "no analysis"),
        (SCORES + '?settings={"stpe":1}', 422, "did you mean 'step'"),
        (SCORES + "?settings=[1]", 422, "JSON object"),
        (SCORES + '?settings={"step":7}', 404, "nearest is 100"),
        (SCORES + '?settings={"step":"NaN"}', 422, "step"),
    ],
)
def test_what_is_wrong_is_said_in_words(service: Service, path: str, status: int, told: str) -> None:
    response = service.get(path)
    assert response.status_code == status
    assert told in response.json()["message"]
