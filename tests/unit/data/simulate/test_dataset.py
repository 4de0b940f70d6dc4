from pathlib import Path

import numpy as np
import pytest

from clicklens.core.errors import CorruptError, NotFoundError, RequestError
from clicklens.data.dataset import EncodedDataset
from clicklens.data.simulate import WorldSpec, load_true_logits, load_truth, simulate, simulated_dataset

SPEC = WorldSpec.small().model_copy(update={"rows": 12_000})


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> EncodedDataset:
    return simulated_dataset(SPEC, tmp_path_factory.mktemp("world") / "small")


def test_the_truth_lies_beside_the_manifest(data: EncodedDataset) -> None:
    assert load_truth(data.path) == load_truth(data.path / "truth.json") == simulate(SPEC).truth


def test_training_is_the_first_day_and_every_day_is_tested(data: EncodedDataset) -> None:
    assert sum(len(data.split(name)) for name in data.splits) == SPEC.rows
    assert set(np.unique(data.split("train").days)) == {17_352}
    assert sorted(np.unique(data.split("test").days)) == list(range(17_352, 17_360))


def test_the_true_logits_are_found_by_example_id(data: EncodedDataset) -> None:
    simulated = next(simulate(SPEC).chunks()).to_pandas()
    true = load_true_logits(data.path)
    assert np.array_equal(true, simulated["true_logit"])
    for name in data.splits:
        split = data.split(name)
        assert np.array_equal(split.labels("click"), simulated["click"].to_numpy()[split.example_ids])
        pctr = 1 / (1 + np.exp(-true[split.example_ids]))
        assert abs(split.labels("click").sum() - pctr.sum()) < 4 * np.sqrt((pctr * (1 - pctr)).sum())


def test_no_field_gives_the_truth_away(data: EncodedDataset) -> None:
    assert not {"true_logit", "true_pctr", "split"} & {field.name for field in data.schema.fields}


def test_decoded_rows_read_as_they_were_simulated(data: EncodedDataset) -> None:
    first = next(simulate(SPEC).chunks()).to_pandas()
    rows = data.split("train").decoded(np.arange(50))
    simulated = first[first["split"] == "train"].head(50)
    assert rows["category"].tolist() == simulated["category"].tolist()
    assert [list(past) for past in rows["recent_categories"]] == [list(past) for past in simulated["recent_categories"]]


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(RequestError, match="is there already"):
        simulated_dataset(SPEC, tmp_path)
    assert (tmp_path / "notes").read_text() == "mine"


def test_other_data_sets_have_no_truth(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="only a data set made by simulation"):
        load_truth(tmp_path)
    with pytest.raises(NotFoundError, match="only a data set made by simulation"):
        load_true_logits(tmp_path)
    (tmp_path / "true_logits.safetensors").write_bytes(b"torn")
    with pytest.raises(CorruptError, match="is torn"):
        load_true_logits(tmp_path)
    (tmp_path / "truth.json").write_text("{}")
    with pytest.raises(CorruptError, match="is not a truth"):
        load_truth(tmp_path)


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def stops(progress: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulated_dataset(SPEC, tmp_path / "world", progress=stops)
    assert list(tmp_path.iterdir()) == []
