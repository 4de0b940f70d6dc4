import re
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from clicklens.capture import Capture
from clicklens.core.errors import ConfigError, DivergedError, RequestError
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.training import Event, RunSpec, Trainer, start_run
from clicklens.training.event import StepDone
from clicklens.training.start import new_id
from tests.training_runs import Diary, are_equal, small_spec, weights_of


def test_a_run_is_kept_with_all_that_it_takes_to_repeat_it(dataset: EncodedDataset, store: Store) -> None:
    spec = small_spec()
    run = start_run(spec, store=store, dataset=dataset, parent="older", change="drop-layer 4")
    assert store.run(run.id) == run
    assert run.state == "succeeded"
    assert run.name == "gwen"
    assert run.finished_at is not None
    assert RunSpec.parse(run.spec, source="the run") == spec
    assert run.features == dataset.schema
    assert (run.data_path, run.data_digest) == (str(dataset.path), dataset.manifest.digest)
    assert (run.parent, run.change) == ("older", "drop-layer 4")
    assert {"torch", "threads", "platform"} <= set(run.environment)


def test_its_figures_and_best_step_are_kept(dataset: EncodedDataset, store: Store) -> None:
    run = start_run(small_spec(), store=store, dataset=dataset)
    points = store.metrics(run.id)
    assert {point.epoch for point in points} == {1.0, 2.0}
    assert {point.split for point in points} == {"train", "validation", "test"}
    assert "best" in {event.kind for event in store.events(run.id)}
    assert store.checkpoint_steps(run.id)[-1] == max(point.step for point in points)


def test_capture_and_observers_do_not_change_the_weights(dataset: EncodedDataset, store: Store) -> None:
    plain = start_run(small_spec(), store=store, dataset=dataset)
    watched = start_run(
        small_spec(capture=Capture(every=1, rows=30), evaluate_every=1, checkpoints={"every": 1}),
        store=store,
        dataset=dataset,
        observers=[Diary()],
    )
    assert len(store.snapshot_steps(watched.id)) > 4
    assert store.snapshot_steps(plain.id) == []
    assert are_equal(weights_of(store, plain.id), weights_of(store, watched.id))


def test_the_callers_random_state_and_threads_are_left_alone(dataset: EncodedDataset, store: Store) -> None:
    state, threads = torch.get_rng_state(), torch.get_num_threads()
    start_run(small_spec(threads=2), store=store, dataset=dataset)
    assert torch.equal(torch.get_rng_state(), state)
    assert torch.get_num_threads() == threads


def test_early_stopping_ends_a_run_well_and_says_so(dataset: EncodedDataset, store: Store) -> None:
    stopping = {"metric": "auc", "split": "test", "patience": 1, "min_gain": 1.0}
    run = start_run(small_spec(epochs=9, early_stopping=stopping), store=store, dataset=dataset)
    assert run.state == "succeeded"
    assert run.message.startswith("early stopping: auc on 'test' was best at step")
    assert max(point.epoch for point in store.metrics(run.id)) == 2.0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"regularise": {"usr": 0.1}}, "no embedded field 'usr'"),
        ({"early_stopping": {"split": "valid"}}, "no split 'valid'"),
        ({"capture": Capture(splits=("tset",))}, "no split 'tset'"),
    ],
)
def test_a_wrong_request_leaves_the_store_as_it_was(
    dataset: EncodedDataset, store: Store, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        start_run(small_spec(**changes), store=store, dataset=dataset)
    assert store.runs() == []


def test_a_model_that_does_not_fit_the_schema_leaves_the_store_as_it_was(dataset: EncodedDataset, store: Store) -> None:
    spec = small_spec()
    wrong = spec.model_copy(update={"model": spec.model.model_copy(update={"bias_field": "usr"})})
    with pytest.raises(ConfigError, match="did you mean 'user'"):
        start_run(wrong, store=store, dataset=dataset)
    assert store.runs() == []


class Fail:
    """Breaks the model, or raises, at the third step."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error

    def on(self, event: Event, trainer: Trainer) -> None:
        if isinstance(event, StepDone) and event.step == 3:
            if self.error is not None:
                raise self.error
            next(iter(trainer.model.parameters())).data.fill_(float("nan"))


def test_a_run_that_diverges_has_failed_and_says_why(dataset: EncodedDataset, store: Store) -> None:
    with pytest.raises(DivergedError):
        start_run(small_spec(), store=store, dataset=dataset, observers=[Fail(None)], run_id="r")
    run = store.run("r")
    assert run.state == "failed"
    assert "the loss at step 4 is nan" in run.message


def test_a_run_whose_observer_fails_has_failed(dataset: EncodedDataset, store: Store) -> None:
    with pytest.raises(ValueError, match="on purpose"):
        start_run(small_spec(), store=store, dataset=dataset, observers=[Fail(ValueError("on purpose"))], run_id="r")
    assert (store.run("r").state, store.run("r").message) == ("failed", "on purpose")


def test_a_run_that_is_stopped_at_once_is_interrupted(dataset: EncodedDataset, store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        start_run(small_spec(), store=store, dataset=dataset, observers=[Fail(KeyboardInterrupt())], run_id="r")
    assert store.run("r").state == "interrupted"
    assert "clicklens resume r" in store.run("r").message


def test_an_id_that_is_taken_is_refused(dataset: EncodedDataset, store: Store) -> None:
    start_run(small_spec(max_steps=1), store=store, dataset=dataset, run_id="r")
    with pytest.raises(RequestError, match="'r'"):
        start_run(small_spec(max_steps=1), store=store, dataset=dataset, run_id="r")


def test_an_id_is_the_name_and_the_time() -> None:
    created = "2026-11-21T05:20:33.123+00:00"
    assert new_id("My GwEN!", created, taken=set()) == "my-gwen-20261121-052033"
    taken = {"my-gwen-20261121-052033", "my-gwen-20261121-052033-2"}
    assert new_id("My GwEN!", created, taken=taken) == "my-gwen-20261121-052033-3"


@given(st.text(max_size=200))
def test_every_name_gives_an_id_that_a_run_takes(name: str) -> None:
    pattern = Run.model_fields["id"].metadata[0].pattern
    assert re.fullmatch(pattern, new_id(name, "2026-11-21T05:20:33Z", taken=set()))


def test_two_runs_at_the_same_moment_have_two_ids(dataset: EncodedDataset, store: Store) -> None:
    now = "2026-11-21T05:20:33+00:00"
    ids = [start_run(small_spec(max_steps=1), store=store, dataset=dataset, clock=lambda: now).id for _ in range(2)]
    assert len(set(ids)) == 2
