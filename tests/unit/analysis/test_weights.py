"""The parameters of models whose vectors were set by hand."""

import copy

import numpy as np
import pytest
import torch

from clicklens.analysis.embedding_table import tables_of
from clicklens.analysis.live import Live
from clicklens.analysis.weights import read_weights
from clicklens.models import Din, Fm, Gwen, Logistic
from clicklens.models.cross_strength import CrossStrength
from tests.live_rows import SMALL, dataset_of_every_kind, live_of


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return dataset_of_every_kind(tmp_path_factory.mktemp("weights"))


def table_named(live, name):
    (table,) = [table for table in tables_of(live.model) if table.name == name]
    return table


def told_of(result, name):
    (table,) = [table for table in result.tables if table.table == name]
    return table


def started(live):
    """The same, with a start that it can be held against."""
    start = copy.deepcopy(live.model)
    return Live(run_id=live.run_id, step=live.step, model=live.model, dataset=live.dataset, start=lambda: start)


def test_lengths_by_count_are_those_of_the_vectors_that_stand_there(dataset):
    live = live_of(dataset, SMALL)
    counts = np.asarray(dataset.vocabulary("place").counts)[1:]
    vectors = table_named(live, "place").vectors()
    for place, count in enumerate(counts):  # an id that is held c times has a vector of length c + 1
        vectors[place] = torch.tensor([0.6 * (count + 1.0), 0.8 * (count + 1.0), 0.0, 0.0])
    table = told_of(read_weights(live), "place")
    assert (table.ids, table.dim, table.parameters) == (16, 4, 64)
    assert table.unseen == int((counts == 0).sum())
    assert sum(one.ids for one in table.bins) == 16
    assert sum(one.occurrences for one in table.bins) == int(counts.sum())
    for one in table.bins:
        held = counts[(counts >= one.low) & (counts <= one.high)]
        assert one.ids == len(held)
        assert one.mean == pytest.approx((held + 1.0).mean(), rel=1e-5)
        np.testing.assert_allclose(
            (one.q25, one.median, one.q75), np.quantile(held + 1.0, (0.25, 0.5, 0.75)), rtol=1e-5
        )


def test_what_never_moved_is_counted_and_what_moved_is_measured(dataset):
    live = started(live_of(dataset, SMALL))
    vectors = table_named(live, "item").vectors()
    vectors[3] += torch.tensor([3.0, 4.0, 0.0, 0.0])  # moves by 5
    table = told_of(read_weights(live), "item")
    assert table.unmoved == table.ids - 1
    assert sum(one.ids * one.moved for one in table.bins) == pytest.approx(5.0, rel=1e-5)
    assert sum(one.unmoved for one in table.bins) == table.unmoved


def test_without_a_start_nothing_is_said_of_moves(dataset):
    table = told_of(read_weights(live_of(dataset, SMALL)), "item")
    assert table.unmoved is None
    assert {one.moved for one in table.bins} == {None}


def test_fields_that_share_a_table_are_named_with_it(dataset):
    assert told_of(read_weights(live_of(dataset, SMALL)), "item").fields == ("item", "history")


def test_shares_are_of_all_parameters_and_the_largest_table_leads(dataset):
    live = live_of(dataset, SMALL)
    result = read_weights(live)
    assert result.parameters == sum(parameter.numel() for parameter in live.model.parameters())
    assert [table.share for table in result.tables] == sorted((t.share for t in result.tables), reverse=True)
    assert told_of(result, "place").share == pytest.approx(64 / result.parameters)


def test_numbers_of_first_order_are_told_apart_from_the_vector(dataset):
    live = live_of(dataset, Fm(embedding_dim=4))
    vectors = table_named(live, "item").vectors()  # (ids, 4 + 1)
    vectors[:] = 0.0
    vectors[:, 4] = torch.linspace(-1.0, 1.0, len(vectors))
    table = told_of(read_weights(live), "item")
    assert (table.dim, {one.mean for one in table.bins}) == (4, {0.0})
    values = dataset.vocabulary("item").decode(np.arange(1, table.ids + 1))
    assert (table.first_order.lowest[0].value, table.first_order.lowest[0].weight) == (values[0], -1.0)
    assert (table.first_order.highest[0].value, table.first_order.highest[0].weight) == (values[-1], 1.0)
    assert table.first_order.mean == pytest.approx(0.0, abs=1e-6)


def test_a_logistic_regression_holds_nothing_but_numbers_of_first_order(dataset):
    result = read_weights(live_of(dataset, Logistic()))
    assert all(table.first_order and not table.bins and table.dim == 0 for table in result.tables)
    assert len(result.to_frame()) == 0


def test_the_bias_of_a_field_is_of_first_order(dataset):
    result = read_weights(live_of(dataset, Gwen(hidden=(4,), embedding_dim=4, bias_field="user")))
    assert [table.table for table in result.tables if table.first_order] == ["user"]


def test_cross_strengths_are_told_as_the_model_gives_them(dataset):
    live = live_of(dataset, SMALL)
    given = CrossStrength(fields=("user", "item"), strength=torch.tensor([[0.0, 3.0], [1.0, 0.0]]))
    live.model.cross_strengths = lambda: {"cross_1": given}
    (cross,) = read_weights(live).crosses
    assert (cross.part, cross.fields) == ("cross_1", ("user", "item"))
    assert cross.strength == ((0.0, 3.0), (1.0, 0.0))


def test_where_the_model_weighs_row_by_row_is_named(dataset):
    assert read_weights(live_of(dataset, Din(hidden=(8,), embedding_dim=4))).weighings == ("attention_1",)
    assert read_weights(live_of(dataset, SMALL)).weighings == ()


def test_the_step_that_was_asked_for_is_told(dataset):
    result = read_weights(live_of(dataset, SMALL), asked_step=9)
    assert (result.step, result.asked_step) == (7, 9)
    assert "nearest to step 9" in result.findings[-1].text
