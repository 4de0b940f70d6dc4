"""Can the search be done? Looked at before anything is written: every value that is open, alone, must be right."""

from __future__ import annotations

from clicklens.core.errors import ConfigError, RequestError
from clicklens.data.dataset import EncodedDataset
from clicklens.search.request import OFF, SearchRequest, shown
from clicklens.training.device import own_torch_state
from clicklens.training.fit_check import check_fit, check_judge
from clicklens.training.session import prepare
from clicklens.training.spec import EarlyStopping, RunSpec

CLOSED = {
    "data": "all trials of a search train on the same rows, else they cannot be compared",
    "name": "it changes nothing that a search could find",
    "capture": "trials keep no snapshots; it changes nothing that a search could find",
    "search": "a search does not search its own settings",
}


def check_request(request: SearchRequest, dataset: EncodedDataset) -> RunSpec:
    """The training as it stands. Raises ConfigError that names the key or value that is wrong, and the right one.

    The model of every choice for it is built once, so that one which does not fit the rows is refused here and not
    after hours of trials.
    """
    spec = request.base_spec()
    _try(spec, dataset)
    judge = EarlyStopping(metric=request.search.metric, split=request.search.split)
    check_judge(judge, spec.training, dataset, key="search")
    for key, parameter in request.search.space.items():
        reason = CLOSED.get(key.split(".")[0])
        if reason is not None:
            raise ConfigError(f"search.space: '{key}' cannot be left open: {reason}")
        for value in parameter.extremes():
            _check_value(request, dataset, key, value)
    return spec


def _check_value(request: SearchRequest, dataset: EncodedDataset, key: str, value: object) -> None:
    try:
        spec = request.spec_with({key: value})
        if key.startswith("model"):
            _try(spec, dataset)
        else:
            check_fit(spec.training, dataset)
    except ConfigError as error:
        raise ConfigError(f"search.space: {error}") from None
    except RequestError as error:
        raise ConfigError(f"search.space: {key}={shown(value)}: {error}") from None


def _try(spec: RunSpec, dataset: EncodedDataset) -> None:
    with own_torch_state(threads=None):  # building a model draws random numbers
        prepare(spec.model_copy(update={"capture": OFF}), dataset)
