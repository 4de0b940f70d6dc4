from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

import clicklens.capture.sample as sample_module
from clicklens.capture import Sample, take_snapshot
from clicklens.core.snapshot import Snapshot, Tap
from clicklens.data.batch import Batch
from clicklens.models import CtrModel, Gwen, Logistic, build_model
from tests.rows_by_hand import SCHEMAS, SplitByHand, sizes_of

EVERYTHING = SCHEMAS["everything"]
ROWS = 24


def a_model(spec: Any = None) -> CtrModel:
    torch.manual_seed(0)
    spec = spec or Gwen(hidden=(6, 5), embedding_dim=4, dropout=0.5)
    return build_model(spec, schema=EVERYTHING, table_sizes=sizes_of(EVERYTHING))


def samples(**extras: Tensor) -> dict[str, Sample]:
    def one(name: str, seed: int) -> Sample:
        split: Any = SplitByHand(EVERYTHING, ROWS, seed=seed, extras=extras)
        return Sample(name=name, split=split, positions=np.arange(0, ROWS, 2))

    return {"train": one("train", 1), "test": one("test", 2)}


def take(model: CtrModel, of: dict[str, Sample] | None = None, **settings: Any) -> Snapshot:
    return take_snapshot(model, of or samples(), run_id="r", step=7, epoch=0.5, taken_at="2026-01-02", **settings)


def arrays(snapshot: Snapshot) -> Iterator[tuple[str, np.ndarray]]:
    for split, states in snapshot.splits.items():
        yield f"{split} ids", states.example_ids
        for part in ("labels", "logits", "activations", "preactivations", "gradients"):
            for name, values in getattr(states, part).items():
                yield f"{split} {part} {name}", values


def test_the_info_says_what_was_taken() -> None:
    info = take(a_model()).info
    assert (info.run_id, info.step, info.epoch, info.taken_at) == ("r", 7, 0.5, "2026-01-02")
    assert info.rows == {"train": 12, "test": 12}
    relu = [Tap(name="layer_1", width=6, nonlinearity="relu"), Tap(name="layer_2", width=5, nonlinearity="relu")]
    assert info.taps == tuple(relu)
    assert info.tasks == ("click", "buy")
    assert info.gradient_task == "click"
    assert set(info.gradient_fields) == {field.name for field in EVERYTHING.fields}


def test_every_array_has_a_line_for_each_row_of_the_sample() -> None:
    model = a_model()
    states = take(model).splits["test"]
    assert states.example_ids.tolist() == [1000 + row for row in range(0, ROWS, 2)]
    assert {name: values.shape for name, values in states.activations.items()} == {
        "layer_1": (12, 6),
        "layer_2": (12, 5),
    }
    widths = {"user": 4, "item": 4, "clicked": 4, "bought": 4, "tags": 4, "age": 4, "text": 3, "price": 1}
    assert {name: values.shape for name, values in states.gradients.items()} == {
        name: (12, width) for name, width in widths.items()
    }
    assert {values.shape for values in [*states.logits.values(), *states.labels.values()]} == {(12,)}
    for name, values in arrays(take(model)):
        assert values.dtype == (np.int64 if name.endswith("ids") else np.float32), name


def test_weights_are_the_rows_or_one() -> None:
    assert take(a_model()).splits["train"].weights.tolist() == [1.0] * 12
    weighted = take(a_model(), samples(weights=torch.arange(float(ROWS)))).splits["train"].weights
    assert weighted.tolist() == list(range(0, ROWS, 2))


def test_a_model_without_taps_gives_logits_and_gradients() -> None:
    snapshot = take(a_model(Logistic()))
    assert snapshot.info.taps == ()
    assert snapshot.splits["test"].activations == {}
    assert snapshot.splits["test"].gradients["user"].shape == (12, 2)


def test_without_gradients_there_are_none_and_the_rest_is_the_same() -> None:
    model = a_model()
    with_, without = take(model), take(model, gradients=False)
    assert without.info.gradient_task is None
    assert without.info.gradient_fields == ()
    kept = {name: values for name, values in arrays(with_) if "gradients" not in name}
    assert kept.keys() == dict(arrays(without)).keys()
    assert all(np.array_equal(values, kept[name]) for name, values in arrays(without))


def test_it_is_taken_in_eval_mode() -> None:
    model = a_model().train()
    first, second = dict(arrays(take(model))), dict(arrays(take(model)))
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_the_size_of_the_portions_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    model = a_model()
    whole = dict(arrays(take(model)))
    monkeypatch.setattr(sample_module, "BATCH_ROWS", 5)
    for name, values in arrays(take(model)):
        np.testing.assert_allclose(values, whole[name], rtol=1e-5, atol=1e-6, err_msg=name)


def test_what_was_taken_stays_while_training_goes_on() -> None:
    model = a_model()
    snapshot = take(model)
    before = {name: values.copy() for name, values in arrays(snapshot)}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1.0)
    take(model)
    assert all(np.array_equal(values, before[name]) for name, values in arrays(snapshot))


@contextmanager
def unchanged(model: CtrModel) -> Iterator[None]:
    """Everything of the model and of torch that a training could notice."""

    def look() -> tuple[Any, ...]:
        return (
            {name: module.training for name, module in model.named_modules()},
            {name: tensor.clone() for name, tensor in model.state_dict().items()},
            {name: (parameter.grad, parameter.requires_grad) for name, parameter in model.named_parameters()},
            sum(len(module._forward_hooks) + len(module._backward_hooks) for module in model.modules()),
            torch.get_rng_state(),
            torch.is_grad_enabled(),
        )

    before = look()
    slopes = {name: grad.clone() for name, (grad, _) in before[2].items() if grad is not None}
    yield
    after = look()
    assert after[0] == before[0]
    assert all(torch.equal(after[1][name], tensor) for name, tensor in before[1].items())
    for name, (grad, requires_grad) in before[2].items():
        assert after[2][name][0] is grad
        assert after[2][name][1] is requires_grad
        assert grad is None or torch.equal(grad.to_dense(), slopes[name].to_dense())
    assert after[3] == before[3]
    assert torch.equal(after[4], before[4])
    assert after[5] is before[5]


def in_the_middle_of_training() -> CtrModel:
    """Parts in train and parts in eval mode, gradients there, a frozen layer, a hook of someone else."""
    model = a_model().train()
    model.get_submodule("layers.0").eval()
    model.get_submodule("embedding.stacks").eval()
    sum(values.sum() for values in model(next(iter(samples()["train"].batches()))).values()).backward()  # type: ignore[union-attr]
    model.get_parameter("layers.1.linear.weight").requires_grad_(False)
    model.get_submodule("output").register_forward_hook(lambda *_: None)
    torch.manual_seed(5)
    torch.rand(3)
    return model


@pytest.mark.parametrize("gradients", [True, False])
def test_the_model_is_left_exactly_as_found(gradients: bool) -> None:
    model = in_the_middle_of_training()
    with unchanged(model):
        take(model, gradients=gradients)


def test_the_model_is_left_exactly_as_found_also_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    model = in_the_middle_of_training()
    score, calls = model.score, []

    def fails_on_the_second_split(embedded: Any) -> dict[str, Tensor]:
        calls.append(len(embedded))
        torch.rand(2)
        logits = score(embedded)
        if len(calls) == 2:
            raise ArithmeticError("in the middle")
        return logits

    with unchanged(model):
        monkeypatch.setattr(model, "score", fails_on_the_second_split)
        with pytest.raises(ArithmeticError):
            take(model)
        monkeypatch.undo()
    assert calls == [12, 12]


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode, torch.enable_grad])
def test_the_callers_gradient_mode_does_not_matter(mode: Any) -> None:
    model = a_model()
    expected = dict(arrays(take(model)))
    with mode():
        found = dict(arrays(take(model)))
    assert all(np.array_equal(values, found[name]) for name, values in expected.items())


def test_on_the_cpu_no_accelerators_random_state_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, fork = [], torch.random.fork_rng

    def noted(devices: list[torch.device]) -> Any:
        asked.append(list(devices))
        return fork(devices)

    monkeypatch.setattr(torch.random, "fork_rng", noted)
    take(a_model())
    assert asked == [[]]


def test_rows_move_to_the_device_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    moved, to = [], Batch.to
    monkeypatch.setattr(Batch, "to", lambda batch, device: moved.append(device) or to(batch, device))
    take(a_model())
    assert moved == [torch.device("cpu")] * 2
