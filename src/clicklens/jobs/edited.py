"""A request with some of its settings changed: what a clone is made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clicklens.core.job import JobRequest, Submission, TrainRequest, TuneRequest


def edited(request: JobRequest, changes: Mapping[str, Any]) -> JobRequest:
    """The request after ``changes``, nested as the request is: of a training ``{"training": {"epochs": 4}}``.

    A part that becomes another kind (``{"model": {"kind": "logistic"}}``) starts from that kind's defaults. Raises
    ConfigError for an unknown setting.
    """
    if isinstance(request, (TrainRequest, TuneRequest)):
        plain: dict[str, Any] = {"kind": request.kind, "spec": merged(request.spec, changes)}
    else:
        plain = merged(request.model_dump(mode="json"), {**changes, "kind": request.kind})
    return Submission.parse({"request": plain}, source="clone").request


def merged(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``changes`` laid over ``values``, mapping into mapping, unless they say another kind."""
    result = dict(values)
    for key, change in changes.items():
        present = result.get(key)
        if not isinstance(change, Mapping) or not isinstance(present, Mapping):
            result[key] = change
        elif "kind" in change and change["kind"] != present.get("kind"):
            result[key] = dict(change)
        else:
            result[key] = merged(present, change)
    return result
