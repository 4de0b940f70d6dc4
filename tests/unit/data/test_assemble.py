import numpy as np
import pytest
import torch

from clicklens.core.errors import DataError
from clicklens.data.assemble import assemble_rows, keys_of
from clicklens.data.ragged import Ragged
from tests.factories import make_dataset, make_rows, make_schema


def test_new_rows_make_the_batch_that_the_encoded_ones_make(tmp_path):
    dataset = make_dataset(tmp_path, rows=50, days=1)
    expected = dataset.split("train").batch(np.arange(50))
    found = dataset.encode_rows(make_rows(rows=50, days=1), labelled=True)
    assert list(found.ids) == list(expected.ids) == ["user", "item", "tags", "history"]
    for name, ids in expected.ids.items():
        assert ids.dtype == torch.int64
        assert torch.equal(found.ids[name], ids)
    assert torch.equal(found.numeric, expected.numeric)
    assert torch.equal(found.labels["click"], expected.labels["click"])
    assert torch.equal(found.groups, expected.groups)
    assert torch.equal(found.days, expected.days)


def test_no_rows_make_no_batch():
    with pytest.raises(DataError, match="there are no rows"):
        assemble_rows(make_schema(), [])


def test_keys_of_pictures_are_text_again():
    content = "ä.pngb".encode()
    ragged = Ragged(
        np.frombuffer(content, dtype=np.uint8), np.array([0, len(content) - 1, len(content) - 1, len(content)])
    )
    assert keys_of(ragged, np.array([2, 0, 1])) == ("b", "ä.png", "")
