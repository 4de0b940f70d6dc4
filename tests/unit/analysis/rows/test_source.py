import numpy as np
import pyarrow as pa
import pytest

from clicklens.analysis import Captured
from clicklens.analysis.row_saliency import row_saliency
from clicklens.analysis.rows.source import RowSource
from clicklens.core.errors import NotFoundError
from clicklens.core.row_filter import LassoClause
from tests.captured_runs import FIELDS, RUN_ID, make_captured


@pytest.fixture(scope="module")
def subject() -> Captured:
    return make_captured(steps=2, rows=60)


@pytest.fixture(scope="module")
def source(subject: Captured) -> RowSource:
    return RowSource(subject, 200, "test")


def numbers(source: RowSource, name: str) -> np.ndarray:
    return source.cells(name).array().to_numpy(zero_copy_only=False)


def test_scores_are_those_of_the_step(source: RowSource, subject: Captured) -> None:
    pctr = numbers(source, "pctr")
    np.testing.assert_allclose(pctr, subject.pctr(200, "test"), rtol=1e-6)
    labels = numbers(source, "label")
    np.testing.assert_allclose(numbers(source, "error"), np.abs(labels - pctr))
    np.testing.assert_allclose(
        numbers(source, "loss"), -(labels * np.log(pctr) + (1 - labels) * np.log(1 - pctr)), rtol=1e-6
    )
    assert numbers(source, "example_id").tolist() == list(range(10**6, 10**6 + 60))
    assert numbers(source, "day").tolist() == subject.rows("test")["day"].tolist()


def test_fields_saliencies_and_neurons_have_columns(source: RowSource, subject: Captured) -> None:
    assert source.cells("field:city").array().to_pylist() == subject.rows("test")["field:city"].tolist()
    states = subject.states(200, "test")
    expected = row_saliency(states, task="click", fields=["city"])[:, 0]
    np.testing.assert_allclose(numbers(source, "saliency:city"), expected)
    np.testing.assert_allclose(numbers(source, "neuron:layer_2:3"), states.activations["layer_2"][:, 3])
    assert set(source.names) >= {"pctr", *(f"field:{name}" for name in FIELDS), "saliency:user_id"}
    assert not [name for name in source.names if name.startswith("neuron:")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("field:citi", "did you mean 'field:city'"),
        ("saliency:citi", "did you mean 'saliency:city'"),
        ("neuron:layer_9:0", "no tap 'layer_9'; did you mean 'layer_"),
        ("neuron:layer_2:7", "neurons are 0 to 6"),
        ("neuron:layer_2:٣", "no neuron"),
        ("label:click", "no column 'label:click'"),
        ("group", "no column 'group'"),
    ],
)
def test_a_column_that_is_not_there_is_named(source: RowSource, name: str, said: str) -> None:
    assert not source.has(name)
    with pytest.raises(NotFoundError) as refused:
        source.cells(name)
    assert said in str(refused.value)


def test_rows_without_days_and_users_have_none() -> None:
    source = RowSource(make_captured(steps=1, rows=40, days=None, groups=False), 100, "test")
    assert source.cells("day").column.missing == 40
    assert source.groups is None


def test_vectors_are_no_columns_and_numbers_are_numbers() -> None:
    subject = make_captured(steps=1, rows=20)
    sample = subject.store.sample(RUN_ID, "test")
    sample = sample.append_column("field:text", pa.array([[0.1, 0.2]] * 20))
    sample = sample.append_column("field:price", pa.array([None, *range(19)], type=pa.float64()))
    subject.store.put_sample(RUN_ID, "test", sample)
    source = RowSource(Captured(subject.store, RUN_ID), 100, "test")
    assert "field:text" not in source.names
    assert not source.has("field:text")
    column = source.cells("field:price").column
    assert (column.kind, column.missing, column.high) == ("number", 1, 18.0)


def test_a_diverged_neuron_is_missing_not_infinite() -> None:
    subject = make_captured(steps=1, rows=20)
    states = subject.states(100, "test")
    states.activations["layer_1"][:5, 0] = np.inf  # type: ignore[index]
    source = RowSource(subject, 100, "test")
    assert source.cells("neuron:layer_1:0").column.missing == 5


def test_a_lasso_of_another_split_holds_no_row(source: RowSource) -> None:
    wide = ((-1e6, -1e6), (1e6, -1e6), (1e6, 1e6), (-1e6, 1e6))
    lasso = LassoClause(tap="layer_1", step=100, points=wide)
    assert source.inside(lasso).all()
    assert source.inside(lasso.model_copy(update={"split": "test"})).all()
    assert not source.inside(lasso.model_copy(update={"split": "train"})).any()
