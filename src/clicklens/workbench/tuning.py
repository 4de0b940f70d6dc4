"""Tuning from Python, in the words of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.data.dataset import EncodedDataset
from clicklens.search import SearchRequest, SearchSpec, load_search_request, read_search_request
from clicklens.search.collect import find_search
from clicklens.search.progress import TrialBar
from clicklens.search.start import resume_search, start_search
from clicklens.store import open_store
from clicklens.training import RunSpec
from clicklens.workbench.search import OpenSearch
from clicklens.workbench.training import DEFAULT_STORE, dataset_of


def tune(
    request: RunSpec | Mapping[str, Any] | str | Path | SearchRequest | None = None,
    *,
    search: SearchSpec | Mapping[str, Any] | None = None,
    store: str | Path = DEFAULT_STORE,
    dataset: EncodedDataset | None = None,
    trials: int | None = None,
    resume: str | None = None,
    progress: bool = True,
) -> OpenSearch:
    """Looks for better settings: trains many times, each a run of the store, and says which settings are best.

    ``request`` is a training with a part ``search``, as a YAML file or a dictionary, or without it and ``search``
    beside it. ``resume`` names a search to go on with in its place. Raises ConfigError that names what is wrong, before
    anything is written.
    """
    watch = TrialBar() if progress else None
    if resume is not None:
        if request is not None:
            raise ConfigError("tune: give a request to begin with, or 'resume' to go on with a search, not both")
        opened = open_store(store, create=False)
        return OpenSearch(opened, resume_search(resume, store=opened, trials=trials, watch=watch))
    asked = _asked(request, search, trials)
    with suppress(NotFoundError):  # a store that is there is opened first; one that is not is made once all is right
        open_store(store, create=False)
    rows = dataset or dataset_of(asked.base_spec().data)
    return _opened(start_search(asked, store=partial(open_store, store), dataset=rows, watch=watch).id, store)


def open_search(search_id: str, *, store: str | Path = DEFAULT_STORE) -> OpenSearch:
    """The search of that id, name or prefix, the newest for 'latest', or the one of that trial.

    Raises NotFoundError, and RequestError for a run that is no search.
    """
    return _opened(search_id, store)


def _opened(search_id: str, store: str | Path) -> OpenSearch:
    opened = open_store(store, create=False)
    return OpenSearch(opened, find_search(opened, search_id))


def _asked(
    request: RunSpec | Mapping[str, Any] | str | Path | SearchRequest | None,
    search: SearchSpec | Mapping[str, Any] | None,
    trials: int | None,
) -> SearchRequest:
    if isinstance(request, SearchRequest):
        return request
    if isinstance(request, (str, Path)):
        return load_search_request(request, trials=trials)
    if not isinstance(request, (RunSpec, Mapping)):
        raise ConfigError(
            f"tune: the request is of type {type(request).__name__}; give a YAML file, a dictionary or a RunSpec, or "
            "'resume' to go on with a search"
        )
    return read_search_request(request, search=search, trials=trials)
