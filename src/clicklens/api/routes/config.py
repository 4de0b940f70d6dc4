"""``/config``: the request for a training, checked while it is written."""

from typing import Any

from fastapi import APIRouter

from clicklens.api.spec_check import CheckedSpec, SpecDraft, check_spec
from clicklens.training import RunSpec

router = APIRouter(prefix="/config", tags=["config"])


@router.get("/schema")
def get_config_schema() -> dict[str, Any]:
    """The JSON schema of a request for a training."""
    return RunSpec.model_json_schema()


@router.post("/check")
def check_config(draft: SpecDraft) -> CheckedSpec:
    """The request with every default in it; what is wrong with it as a list of problems otherwise."""
    return check_spec(draft)
