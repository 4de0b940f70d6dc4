import numpy as np
import pytest

from clicklens.data.dataset import EncodedDataset
from clicklens.training.evaluate import evaluate_split
from clicklens.training.team import Team
from clicklens.training.team.evaluation import evaluate_together, share_of
from tests.thread_team import Table, ThreadTeam, together
from tests.training_runs import small_model


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("evaluate", "team.evaluation"):
        monkeypatch.setattr(f"clicklens.training.{module}.BATCH_ROWS", 16)


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("rows", [None, np.arange(0, 90, 2), np.arange(5)])
def test_the_figures_are_those_of_one_process_to_the_bit(
    dataset: EncodedDataset, size: int, rows: np.ndarray | None
) -> None:
    split = dataset.split("train")
    alone = evaluate_split(small_model(dataset), split, rows=rows)["click"]
    models = [small_model(dataset) for _ in range(size)]
    found = together(size, lambda team: evaluate_together(team, models[team.rank], split, rows=rows))
    first = found[0]["click"]
    assert first.result() == alone.result()
    assert first.by_day() == alone.by_day()


def test_no_row_is_measured_twice_and_none_is_left_out() -> None:
    rows = np.arange(100)
    for size in (1, 2, 3, 9):
        table = Table(size)
        shares = [share_of(rows, ThreadTeam(rank, table)) for rank in range(size)]
        assert np.concatenate(shares).tolist() == rows.tolist()
        assert all(len(share) % 16 == 0 for share in shares[:-1])


def test_a_model_whose_processes_drifted_apart_is_measured_as_the_first_has_it(dataset: EncodedDataset) -> None:
    split = dataset.split("test")

    def work(team: Team) -> float | None:
        model = small_model(dataset)
        model.register_buffer("mean", split.batch(np.arange(2)).numeric.clone() + team.rank)
        evaluate_together(team, model, split, rows=None)
        return float(model.get_buffer("mean").sum())

    first, second = together(2, work)
    assert first == second
