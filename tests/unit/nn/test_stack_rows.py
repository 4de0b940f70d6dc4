import copy

import pytest
import torch

from clicklens.core.errors import DataError
from clicklens.nn import StackedEmbedding, StackRows

STACK = StackedEmbedding(rows={"user": 4, "item": 3, "tag": 5}, dim=2)  # rows 1-3, 4-5, 6-9


def lookup() -> StackRows:
    return StackRows(stack=STACK, tables={"candidate": "item", "user": "user", "clicked": "item", "tags": "tag"})


def ids(**changes: list[list[int]]) -> dict[str, torch.Tensor]:
    given = {"candidate": [[1], [2]], "user": [[3], [0]], "clicked": [[2, 1, 0], [0, 0, 0]], "tags": [[4], [1]]}
    return {name: torch.tensor(value) for name, value in (given | changes).items()}


def test_ids_become_rows_of_their_tables_side_by_side() -> None:
    assert lookup()(ids()).tolist() == [[4, 3, 5, 4, 0, 9], [5, 0, 0, 0, 0, 6]]


def test_single_ids_and_many_ids_agree() -> None:
    single = {name: values[:, :1] for name, values in ids().items()}
    assert lookup()(single).tolist() == [[4, 3, 5, 9], [5, 0, 0, 6]]


def test_a_field_without_any_position_takes_no_place() -> None:
    empty = torch.zeros(2, 0, dtype=torch.int64)
    assert lookup()({**ids(), "clicked": empty}).tolist() == [[4, 3, 9], [5, 0, 6]]


def test_a_batch_without_rows_passes() -> None:
    assert lookup()({name: values[:0] for name, values in ids().items()}).shape == (0, 6)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"candidate": [[1], [3]]}, r"field 'candidate', row 1 .* the id is 3, .* 'item' has the ids 0 to 2"),
        ({"user": [[4], [9]]}, r"field 'user', row 0 .* the id is 4, .* 'user' has the ids 0 to 3"),
        ({"clicked": [[1, 2, 0], [1, 2, 77]]}, r"field 'clicked', row 1 .* the id is 77, .* 'item'"),
        ({"tags": [[-1], [1]]}, r"field 'tags', row 0 .* the id is -1, .* 'tag' has the ids 0 to 4"),
        ({"tags": [[2**40], [1]]}, r"field 'tags', row 0 .* the id is 1099511627776"),
    ],
)
def test_an_id_that_its_table_lacks_is_named(changes: dict[str, list[list[int]]], words: str) -> None:
    with pytest.raises(DataError, match=words):
        lookup()(ids(**changes))


def test_where_asking_would_wait_such_an_id_counts_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.compiler, "is_compiling", lambda: True)
    rows = lookup()(ids(candidate=[[3], [2]], tags=[[-1], [5]]))
    assert rows.tolist() == [[0, 3, 5, 4, 0, 0], [5, 0, 0, 0, 0, 0]]


def test_it_adds_nothing_to_the_weights_of_a_model() -> None:
    assert lookup().state_dict() == {}
    assert list(lookup().parameters()) == []
    assert copy.deepcopy(lookup())(ids()).tolist() == lookup()(ids()).tolist()
