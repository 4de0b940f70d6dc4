"""Models are loaded once and kept while they are among the last that were asked for."""

import shutil

import pytest

import clicklens as cl
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.core.errors import DataError, NotFoundError, UnavailableError
from clicklens.workbench.checkpoint_choice import best_checkpoint, nearest_checkpoint
from clicklens.workbench.live_models import LiveModels
from tests.factories import make_dataset


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live-models")
    return cl.train(
        make_dataset(folder, rows=600),
        model=cl.Gwen(hidden=(8, 4), embedding_dim=4),
        training=cl.Training.parse(
            {"epochs": 4, "batch_size": 50, "checkpoints": {"every": 9, "keep": 2}}, source="the test"
        ),
        capture=cl.Capture(every=3, rows=64),
        store=folder / "runs",
        progress=False,
    )


@pytest.fixture
def loads(monkeypatch):
    """The steps whose model was loaded."""
    from clicklens.workbench import live_models

    found = []
    load = live_models.load_model

    def noting(store, run_id, step, **settings):
        found.append(step)
        return load(store, run_id, step, **settings)

    monkeypatch.setattr(live_models, "load_model", noting)
    return found


def test_a_model_is_loaded_once_and_the_least_used_is_let_go(run, loads):
    kept = run.store.checkpoint_steps(run.id)
    models = LiveModels(run.store, kept=1)
    for step in (kept[-1], kept[-1], kept[-2], kept[-2], kept[-1]):
        assert models.at(run.id, step).step == step
    assert loads == [kept[-1], kept[-2], kept[-1]]


def test_steps_of_one_run_share_their_rows(run):
    kept = run.store.checkpoint_steps(run.id)
    models = LiveModels(run.store)
    assert models.at(run.id, kept[-1]).dataset is models.at(run.id, kept[-2]).dataset


def test_the_nearest_checkpoint_answers_and_a_far_one_is_refused(run):
    kept = run.store.checkpoint_steps(run.id)
    assert nearest_checkpoint(run.store, run.id, kept[-1] - 1) == kept[-1]
    with pytest.raises(UnavailableError, match=rf"no checkpoint near step 1 \(it has .*{kept[-1]}\).*checkpoints.keep"):
        nearest_checkpoint(run.store, run.id, 1)
    with pytest.raises(UnavailableError, match="no checkpoint near step 99"):
        nearest_checkpoint(run.store, run.id, 99_999)


def test_without_a_step_the_best_one_answers(run):
    kept = run.store.checkpoint_steps(run.id)
    best = run.captured.best_step()
    assert best_checkpoint(run.store, run.id) == min(kept, key=lambda step: (abs(step - best), step))
    assert LiveModels(run.store).at(run.id).step == best_checkpoint(run.store, run.id)


def test_a_run_without_snapshots_answers_by_its_newest_checkpoint(run, tmp_path):
    other = cl.train(
        run.record.data_path,
        model=cl.Gwen(hidden=(4,), embedding_dim=2),
        training=cl.Training(epochs=1, batch_size=100),
        capture=cl.Capture(every=None, each_epoch=False),
        store=tmp_path / "runs",
        progress=False,
    )
    answer = other.what_if(0, {"item": "103"})
    assert answer.step == other.store.checkpoint_steps(other.id)[-1]


def test_a_run_without_a_checkpoint_says_what_to_do(run, tmp_path):
    shutil.copytree(run.store.root, tmp_path / "runs")
    opened = cl.open_run(run.id, store=tmp_path / "runs")
    for step in opened.store.checkpoint_steps(opened.id):
        opened.store.delete_checkpoint(opened.id, step)
    with pytest.raises(UnavailableError, match=r"kept no checkpoint.*resume it"):
        opened.what_if(0, {"item": "103"})


def test_rows_that_are_gone_or_others_are_named(run, tmp_path):
    shutil.copytree(run.store.root, tmp_path / "runs")
    opened = cl.open_run(run.id, store=tmp_path / "runs")
    opened.store.update_run(opened.id, data_path=str(tmp_path / "nowhere"))
    with pytest.raises(NotFoundError, match=r"the encoded rows of run .* are no longer in .*nowhere"):
        opened.what_if(0, {"item": "103"})
    others = make_dataset(tmp_path, rows=200, seed=5, name="others")
    opened.store.update_run(opened.id, data_path=str(others.path))
    with pytest.raises(DataError, match="holds other rows than those that run"):
        opened.what_if(0, {"item": "103"})


def test_an_answer_says_how_long_it_took(run):
    answer = LiveModels(run.store).what_if(run.id, 0, {"item": "103"})
    assert answer.seconds > 0
    assert LiveModels(run.store).scan(run.id, 0, "item").seconds > 0


def test_weights_are_held_against_the_start_that_the_seed_draws(run):
    answer = run.weights()
    assert answer.seconds > 0
    assert answer.step == best_checkpoint(run.store, run.id)
    places = {table.table: table for table in answer.tables}
    assert places["item"].unmoved == 0  # every item is in training, and Adagrad moves what it touches
    assert all(one.moved > 0 for one in places["item"].bins)


def test_interactions_are_asked_once_and_kept_with_the_run(run, tmp_path):
    shutil.copytree(run.store.root, tmp_path / "runs")
    models = LiveModels(cl.open_run(run.id, store=tmp_path / "runs").store)
    params, told = InteractionParams(rows=12, asked=60, references=2), []
    assert models.kept_interactions(run.id, params) is None
    first = models.interactions(run.id, params, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (24, 24)
    assert models.kept_interactions(run.id, params) == first
    assert models.interactions(run.id, params, progress=lambda done, of: told.append((done, of))) == first
    assert told == [(10, 24), (12, 24), (22, 24), (24, 24)]
    assert models.kept_interactions(run.id, InteractionParams(rows=13)) is None
    assert first.seconds > 0


def test_rows_that_are_asked_are_those_of_the_snapshots(run):
    found = run.interactions(rows=10, detector="arch_detect")
    captured = run.captured
    kept = set(captured.states(captured.steps[0], found.split).example_ids.tolist())
    assert {example for one in found.sets for example in one.examples} <= kept
    assert run.interactions(rows=10, detector="arch_detect", split="train").split == "train"
