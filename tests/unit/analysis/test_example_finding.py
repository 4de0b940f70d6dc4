"""What is said of one row."""

import numpy as np

from clicklens.analysis.example import Example, ExampleParams
from tests.captured_runs import make_captured
from tests.states_by_hand import captured_by_hand

LABELS = np.arange(200) % 2


def test_a_row_that_is_most_wrong_is_a_warning_with_what_the_model_leans_on() -> None:
    logits = np.where(LABELS == 1, 2.0, -2.0)
    logits[1], logits[3] = -4.0, -3.5
    states = {1: {"test": {"layer_1": np.random.default_rng(0).standard_normal((200, 3))}}}
    cells = {"city": ["north"] * 200, "hour": ["7"] * 200}
    gradients = {"city": np.ones((200, 2)), "hour": 3 * np.ones((200, 2))}
    subject = captured_by_hand(states, logits=logits, labels=LABELS, cells=cells, gradients=gradients)
    worst = Example().run(subject, ExampleParams()).findings[0]
    assert worst.text == (
        "Clicked, and scored 0.0180 at step 1: of the 200 test rows the one that the model gets most wrong (log loss "
        "4.02); the model leans on `hour` 7 (75% of its saliency, over all rows 75%) and `city` north (25% of its "
        "saliency, over all rows 25%)."
    )
    assert worst.severity == "warning"
    second = Example().run(subject, ExampleParams(example_id=3)).findings[0]
    assert "among the 0.75% of test rows that the model gets most wrong" in second.text
    plain = Example().run(subject, ExampleParams(example_id=5)).findings[0]
    assert "higher than 76% of test rows (log loss 0.13)" in plain.text
    assert plain.severity == "info"


def test_near_rows_are_told_with_an_exact_interval() -> None:
    states = {1: {"test": {"layer_1": np.arange(200)[:, None]}}}
    said = Example().run(captured_by_hand(states, labels=LABELS), ExampleParams(example_id=0, near=4)).findings[-1].text
    assert said.startswith(
        "Of the 4 rows nearest to it in layer 1, 2 clicked (50%, 7% to 93%); the nearest lies at 0.01"
    )


def test_of_the_last_step_it_is_told_what_came_since_the_best_one() -> None:
    subject = make_captured(steps=(0, 100, 200, 300), overfit_from=200)
    best = subject.best_step()
    told = [Example().run(subject, ExampleParams(example_id=i, step=300, near=0)).findings for i in range(30)]
    moved = [finding.text for findings in told for finding in findings if "its pctr went from" in finding.text]
    assert moved
    assert all(text.startswith(f"From step {best:,} to step 300 its pctr") for text in moved)


def test_a_score_that_moved_far_is_told_with_its_direction() -> None:
    subject = make_captured(steps=6, overfit_from=200)
    moved = []
    for example in range(40):
        found = Example().run(subject, ExampleParams(example_id=example, step=100, near=0))
        moved += [(found, finding.text) for finding in found.findings if "its pctr went from" in finding.text]
    assert moved
    for found, text in moved:
        closer = abs(found.film[-1].pctr - found.label) < abs(found.now.pctr - found.label)
        assert ("towards what happened" in text) == closer
