import torch

from clicklens.analysis.embedding_table import tables_of
from clicklens.models import Fm, Gwen
from tests.live_rows import dataset_of_every_kind, live_of


def test_every_table_is_found_with_the_vectors_that_the_model_looks_up(tmp_path):
    live = live_of(dataset_of_every_kind(tmp_path), Gwen(hidden=(4,), embedding_dim=4))
    found = {table.name: table for table in tables_of(live.model)}
    assert {name: table.ids + 1 for name, table in found.items()} == live.dataset.table_sizes
    row = live.example(3).batch
    embedded = live.model.embed(row).fields["item"][0]
    assert torch.equal(found["item"].vectors()[int(row.ids["item"][0, 0]) - 1], embedded)
    assert {table.direct for table in found.values()} == {0}


def test_numbers_that_enter_the_logit_directly_are_counted(tmp_path):
    live = live_of(dataset_of_every_kind(tmp_path), Fm(embedding_dim=4))
    assert {(table.stack.dim, table.direct) for table in tables_of(live.model)} == {(5, 1)}
