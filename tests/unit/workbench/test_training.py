"""Training from Python, in the words of the command line."""

import pytest

import clicklens as cl
from clicklens.core.errors import NotFoundError
from clicklens.workbench import dataset_of
from tests.factories import make_dataset

SMALL = cl.Gwen(hidden=(8, 4), embedding_dim=4)
SHORT = cl.Training(epochs=1, batch_size=100)


def test_a_dataset_or_its_folder_is_trained_on(tmp_path):
    dataset = make_dataset(tmp_path)
    for data in (dataset, str(dataset.path)):
        run = cl.train(data, model=SMALL, training=SHORT, store=tmp_path / "runs", progress=False)
        assert run.record.state == "succeeded"
        assert run.captured.steps
    assert len(cl.runs(store=tmp_path / "runs")) == 2


def test_a_name_that_is_no_ready_made_set_names_the_nearest(tmp_path):
    with pytest.raises(NotFoundError, match="movielens-100k"):
        cl.train("movielens-100kk", store=tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_a_folder_without_a_dataset_is_named(tmp_path):
    from clicklens.training import DataSpec

    with pytest.raises(NotFoundError, match=tmp_path.name):
        dataset_of(DataSpec(path=str(tmp_path)))
