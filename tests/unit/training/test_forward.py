from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from clicklens.core.errors import ConfigError, FailedError
from clicklens.data.dataset import EncodedDataset
from clicklens.models import CtrModel, Embedded
from clicklens.nn import BatchNorm
from clicklens.training import Training
from clicklens.training.event import StepDone
from clicklens.training.forward import build_forward, check_forward
from tests.training_runs import Diary, are_equal, small_model, small_trainer, weights

CPU, GPU = torch.device("cpu"), torch.device("cuda")


@pytest.fixture(autouse=True)
def quick_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clicklens.training.forward.BACKEND", "eager")


def settings(**changes: Any) -> Training:
    return Training.parse(changes, source="the test")


def losses(dataset: EncodedDataset, **changes: Any) -> list[float]:
    diary = Diary()
    torch.manual_seed(3)
    small_trainer(dataset, diary, **changes).fit()
    return [event.loss for event in diary.events if isinstance(event, StepDone)]


class Untraceable(CtrModel):
    """Its score asks a number of the rows, which no graph can hold."""

    def __init__(self, inner: CtrModel) -> None:
        super().__init__()
        self.inner = inner
        self.tasks = inner.tasks
        self.norm = BatchNorm(1)

    def embed(self, batch: Any) -> Embedded:
        return self.inner.embed(batch)

    def score(self, embedded: Embedded) -> dict[str, Tensor]:
        self.norm(torch.rand(4, 1))
        logits = self.inner.score(embedded)
        print(logits["click"].sum().item())  # noqa: T201
        return logits

    def taps(self) -> dict[str, torch.nn.Module]:
        return {}


def test_as_it_comes_training_has_the_models_own_logits(dataset: EncodedDataset) -> None:
    model, batch = small_model(dataset), dataset.split("train").batch(np.arange(5))
    scored = build_forward(model, settings(), CPU)(batch)
    assert torch.equal(scored.logits["click"], model(batch)["click"])
    assert scored.branches == ()


def test_a_compiled_training_goes_as_one_that_is_not(dataset: EncodedDataset) -> None:
    assert losses(dataset, compile=True) == pytest.approx(losses(dataset), abs=1e-6)


def test_a_compiled_training_is_repeatable_and_keeps_the_names_of_weights(dataset: EncodedDataset) -> None:
    first, second = small_trainer(dataset, compile=True), small_trainer(dataset, compile=True)
    names = list(first.model.state_dict())
    for trainer in (first, second):
        trainer.fit()
    assert are_equal(weights(first), weights(second))
    assert list(weights(first)) == names


@pytest.mark.parametrize("changes", [{"precision": "bf16"}, {"precision": "bf16", "compile": True}])
def test_in_bfloat16_training_comes_close(dataset: EncodedDataset, changes: dict[str, Any]) -> None:
    found, full = losses(dataset, **changes), losses(dataset)
    assert found == pytest.approx(full, abs=5e-3)
    assert found != full


def test_in_bfloat16_logits_weights_and_the_optimisers_memory_stay_float32(dataset: EncodedDataset) -> None:
    trainer = small_trainer(dataset, precision="bf16", optimizer={"kind": "adam"})
    trainer.fit()
    kept = [value for state in trainer.optimizer.state.values() for name, value in state.items() if name != "count"]
    assert {value.dtype for value in [*weights(trainer).values(), *kept]} == {torch.float32}
    logits = trainer._forward(dataset.split("train").batch(np.arange(5))).logits["click"]
    assert logits.dtype == torch.float32


def test_what_can_be_done_passes(dataset: EncodedDataset) -> None:
    check_forward(small_model(dataset), dataset, settings(compile=True, precision="bf16"), CPU)


def test_a_model_that_cannot_be_compiled_is_refused_and_left_as_it_was(dataset: EncodedDataset) -> None:
    model = Untraceable(small_model(dataset)).train()
    before, state = weights(model), torch.get_rng_state()
    with pytest.raises(
        ConfigError, match=r"training.compile is true, and torch cannot compile the score of this model"
    ):
        check_forward(model, dataset, settings(compile=True), CPU)
    assert are_equal(weights(model), before)
    assert torch.equal(torch.get_rng_state(), state)


def test_what_fails_only_in_training_says_how_to_do_without(dataset: EncodedDataset) -> None:
    forward = build_forward(Untraceable(small_model(dataset)), settings(compile=True), CPU)
    with pytest.raises(
        FailedError, match=r"training.compile: torch could not compile the model .*'false' trains without"
    ):
        forward(dataset.split("train").batch(np.arange(5)))


def test_a_machine_without_a_compiler_is_told_so(dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXX", "no-such-compiler")
    with pytest.raises(ConfigError, match=r"this machine has no C\+\+ compiler 'no-such-compiler': install it"):
        check_forward(small_model(dataset), dataset, settings(compile=True), CPU)


def test_a_gpu_that_does_not_compute_in_bfloat16_is_named(
    dataset: EncodedDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda _: False)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Old GPU")
    with pytest.raises(ConfigError, match=r"training.precision is 'bf16', and Old GPU does not compute in bfloat16"):
        check_forward(small_model(dataset), dataset, settings(precision="bf16"), GPU)


def test_one_process_compiles_as_many_models_as_it_trains(dataset: EncodedDataset) -> None:
    batch = dataset.split("train").batch(np.arange(5))
    for _ in range(12):  # torch gives up on one code after eight
        forward = build_forward(small_model(dataset), settings(compile=True), CPU)
        assert len(forward(batch).logits["click"]) == 5
