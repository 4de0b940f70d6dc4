"""A search in words: the best, how far to believe it, what mattered, and where a range ends too soon."""

from clicklens.search.finding import find_words
from tests.searches import made_up_result, trial


def words(trials, best, settings=None):
    result = made_up_result(trials)
    found = find_words(trials, settings or result.settings, best, metric="auc", split="validation", wanted=len(trials))
    return " ".join(finding.text for finding in found)


def test_the_best_stands_first_with_its_settings_and_beside_it_the_figure_on_test():
    trials = [trial(1, 0.7), trial(2, 0.75), trial(3, 0.5, state="pruned")]
    text = words(trials, trials[1])
    assert text.startswith(
        "Trial 2 is the best of 3: AUC 0.7500 on validation at step 10, with training.optimizer.lr=0.01, "
        "model.hidden=[8, 4]."
    )
    assert "so that figure flatters it; on test, which chose nothing, it is 0.7400." in text
    assert "training.optimizer.lr accounts for 80%, model.hidden for 20% of how much AUC varied over 2 trials" in text
    assert "take it as a hint" in text
    assert "Of 3 trials 1 ended early." in text
    assert "end of its range" not in text


def test_without_a_test_split_it_is_said_that_nothing_stands_beside_it():
    best = trial(1, 0.7, test=None)
    assert "no figure on a split that chose nothing" in words([best], best)


def test_a_best_value_at_the_end_of_its_range_asks_for_a_wider_one():
    for value, end in ((0.00101, "low"), (0.099, "high")):
        best = trial(1, 0.7, settings={"training.optimizer.lr": value, "model.hidden": [8]})
        assert f"lies at the {end} end of its range" in words([best], best)


def test_before_a_trial_ended_there_is_nothing_to_say():
    assert words([trial(1, None, state="running")], None) == "No trial of 1 has been trained to its end yet."


def test_too_few_trials_say_nothing_of_importance():
    best = trial(1, 0.7)
    settings = [s.model_copy(update={"importance": None}) for s in made_up_result([best]).settings]
    assert "1 trained to their end: too few to say which setting matters" in words([best], best, settings)
