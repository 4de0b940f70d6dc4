"""Searches whose answer is known: trainings taken one by one, and a setting that acts beside one that does nothing."""

from clicklens.search.collect import collect
from clicklens.search.start import start_search
from clicklens.store import open_store
from clicklens.training import start_run
from tests.searches import search_request, wide_dataset


def test_the_best_is_that_of_the_same_trainings_made_one_by_one_and_what_acts_is_ranked_first(tmp_path):
    """A learning rate over four decades acts; a bound on the gradient that none reaches does not."""
    dataset, store = wide_dataset(tmp_path / "data"), open_store(tmp_path / "store")
    space = {
        "training.clip_norm": {"low": 1e6, "high": 1e7},
        "training.optimizer.lr": {"low": 1e-4, "high": 0.5, "log": True},
    }
    request = search_request(dataset, trials=12, seed=3, space=space)
    result = collect(store, start_search(request, store=store, dataset=dataset))

    alone = open_store(tmp_path / "alone")
    best = []
    for trial in result.trials:
        run = start_run(request.trial_spec(trial.settings, trial.number), store=alone, dataset=dataset)
        points = [point for point in alone.metrics(run.id, by_day=False) if point.split == "validation"]
        best.append(max(point.values["auc"] for point in points))
    assert [trial.value for trial in result.trials] == best
    assert result.best == 1 + best.index(max(best))
    assert max(best) > 0.7 > min(best), "the rate matters on these rows"

    assert [setting.key for setting in result.settings] == ["training.optimizer.lr", "training.clip_norm"]
    assert result.settings[0].importance > 0.7
    assert result.settings[1].importance < 0.3


def test_pruned_trials_cost_fewer_evaluations_and_are_never_the_best(tmp_path):
    dataset, store = wide_dataset(tmp_path / "data"), open_store(tmp_path / "store")
    space = {"training.optimizer.lr": {"low": 1e-4, "high": 0.5, "log": True}}
    request = search_request(dataset, trials=14, pruner="median", space=space, epochs=4)
    result = collect(store, start_search(request, store=store, dataset=dataset))
    pruned = [trial for trial in result.trials if trial.state == "pruned"]
    assert pruned
    for trial in pruned:
        points = [p for p in store.metrics(trial.run_id, by_day=False) if p.split == "validation"]
        assert len(points) < 4
        assert trial.message.startswith("pruned: auc on 'validation' is")
    assert result.best_trial.state == "complete"
