"""One request with settings left open in, many trainings and the best settings out, with what each setting matters."""

from clicklens.search.request import SearchRequest, load_search_request, read_search_request
from clicklens.search.result import SearchResult, SearchTrial
from clicklens.search.spec import Parameter, SearchSpec

__all__ = [
    "Parameter",
    "SearchRequest",
    "SearchResult",
    "SearchSpec",
    "SearchTrial",
    "load_search_request",
    "read_search_request",
]
