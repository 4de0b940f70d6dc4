import io
import json
import signal
from pathlib import Path

import numpy as np
import pytest
import torch

from clicklens.core.errors import DivergedError
from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel
from clicklens.training import Event, RunSpec, Trainer
from clicklens.training.evaluator import Evaluator
from clicklens.training.event import StepDone
from clicklens.training.feed import StepRows
from clicklens.training.team import Call, Team
from clicklens.training.team.follower import follow, main
from tests.thread_team import together
from tests.training_runs import Diary, StopAt, are_equal, small_model, small_spec, small_trainer, weights


def lead(model: CtrModel, dataset: EncodedDataset, spec: RunSpec, team: Team, *observers: object) -> Trainer:
    trainer = Trainer(model, dataset, spec.training, observers=observers, team=team)  # type: ignore[arg-type]
    trainer.fit()
    team.call(Call.END)
    return trainer


def test_a_team_of_any_size_trains_as_one_process_does(dataset: EncodedDataset) -> None:
    settings = {"evaluate_every": 3, "accumulate": 2, "batch_size": 25, "epochs": 3}
    spec = small_spec(dropout=0.0, **settings)
    alone = Diary()
    expected = weights(lead(small_model(dataset), dataset, spec, Team(), Evaluator(dataset, spec.training), alone))
    for size in (2, 3):
        diary, model = Diary(), small_model(dataset)

        def work(team: Team, diary: Diary = diary, model: CtrModel = model) -> Trainer | None:
            if team.is_first:
                return lead(model, dataset, spec, team, Evaluator(dataset, spec.training), diary)
            follow(spec, dataset, team)
            return None

        found = weights(together(size, work)[0])  # type: ignore[arg-type]
        for name, value in expected.items():
            torch.testing.assert_close(found[name], value, rtol=1e-4, atol=1e-6)
        assert diary.names == alone.names
        losses = [[e.loss for e in d.events if isinstance(e, StepDone)] for d in (diary, alone)]
        assert losses[0] == pytest.approx(losses[1], abs=1e-5)


def test_the_others_end_when_the_first_is_stopped(dataset: EncodedDataset) -> None:
    def work(team: Team) -> int:
        if team.is_first:
            return lead(small_model(dataset), dataset, small_spec(dropout=0.0), team, StopAt(3)).position.step
        follow(small_spec(dropout=0.0), dataset, team)
        return -1

    assert together(2, work) == [3, -1]


def test_all_of_them_see_that_the_loss_is_no_number(dataset: EncodedDataset) -> None:
    class Break:
        def on(self, event: Event, trainer: Trainer) -> None:
            if isinstance(event, StepDone) and event.step == 2:
                trainer.model.get_parameter("output.bias").data.fill_(float("nan"))

    def work(team: Team) -> str:
        try:
            if team.is_first:
                lead(small_model(dataset), dataset, small_spec(dropout=0.0), team, Break())
            else:
                follow(small_spec(dropout=0.0), dataset, team)
        except DivergedError as error:
            return str(error)
        return "nothing"

    first, second = together(2, work)
    assert first == second
    assert first.startswith("the loss at step 3 is nan")


def test_what_is_drawn_in_a_step_differs_by_process_and_not_by_what_was_before(dataset: EncodedDataset) -> None:
    def drawn(team: Team, before: int) -> dict[str, torch.Tensor]:
        trainer = small_trainer(dataset)
        trainer.team = team
        torch.manual_seed(before)
        trainer.optimizer.zero_grad()
        seen = []
        looked_up = trainer.model.get_submodule("embedding")
        looked_up.register_forward_pre_hook(lambda *_: seen.append(torch.rand(3)))
        trainer.team.size = 2
        trainer._exchange = lambda loss: loss  # type: ignore[assignment]
        trainer.advance(StepRows.of(dataset.split("train").batch(np.arange(2))))
        return {"drawn": seen[0]}

    first, again, other = drawn(Team(rank=0), 1), drawn(Team(rank=0), 2), drawn(Team(rank=1), 1)
    assert are_equal(first, again)
    assert not are_equal(first, other)


def test_a_process_that_cannot_begin_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"spec": {"data": {"path": "x"}, "wrong": 1}, "data": "x", "folder": str(tmp_path), "threads": 1}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({**told, "rank": 1, "size": 2})))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert main() == 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert "the run: unknown setting 'wrong'" in capsys.readouterr().err
