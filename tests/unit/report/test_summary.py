"""A run in about ten lines."""

import shlex

import pytest

from clicklens.analysis import Captured, Finding
from clicklens.refine.change import parse_change
from clicklens.report.answer import ask, ask_all
from clicklens.report.course import read_course
from clicklens.report.summary import Summary, refine_command, summarise_run, summary_lines
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore


@pytest.fixture(scope="module")
def overfitted() -> Captured:
    return make_captured(steps=8, rows=300, overfit_from=500)


def summary_of(captured: Captured) -> Summary:
    return summarise_run(captured, ask_all(captured), read_course(captured))


def test_an_over_fitted_run_is_told_its_best_step_its_loss_and_to_stop(overfitted: Captured) -> None:
    summary = summary_of(overfitted)
    best = summary.lines[1]
    assert best.severity == "warning"
    assert best.text.startswith("Best on test at step ")
    assert "95% interval -" in best.text
    assert summary.actions[0].command.startswith("clicklens train config.yaml --set training.max_steps=")


def test_a_run_that_still_gains_is_not_told_to_stop() -> None:
    summary = summary_of(make_captured(steps=[10, 20, 30], rows=300))
    assert not any("max_steps" in action.command for action in summary.actions)


def test_each_available_analysis_has_its_say(overfitted: Captured) -> None:
    said = [line.text for line in summary_of(overfitted).lines]
    for answer in ask_all(overfitted):
        if answer.result is not None:
            assert answer.result.finding in said


def test_the_lines_are_about_ten_and_end_with_the_commands(overfitted: Captured) -> None:
    lines = summary_lines(overfitted)
    assert 5 <= len(lines) <= 16
    assert lines[0].startswith("Run made-up on made-up (4 fields): gwen; finished after 800 steps")
    assert any(line.startswith("To do: clicklens ") for line in lines)
    assert all("\n" not in line for line in lines)


def test_a_run_that_kept_nothing_says_so() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    lines = summary_lines(Captured(store, RUN_ID))
    assert lines[1] == "No evaluation on a held-out split was kept, so no step can be called the best."


def test_of_several_held_out_splits_only_the_judging_one_is_spoken_of() -> None:
    captured = make_captured(steps=2, rows=80, splits=("train", "validation", "test"))
    answers = [ask(captured, "scores")]
    assert answers[0].result is not None
    assert any("validation" in finding.text for finding in answers[0].result.findings)
    lines = summarise_run(captured, answers, read_course(captured)).lines
    assert not any("validation" in line.text for line in lines)
    assert any("on test" in line.text for line in lines[2:])


def test_the_length_of_a_finished_run_is_in_words() -> None:
    captured = make_captured(steps=2, rows=80)
    captured.run = captured.run.model_copy(update={"finished_at": "2026-01-01T00:02:10Z"})
    assert summary_lines(captured)[0].endswith("finished after 200 steps in 2 min 10 s.")


def test_a_remedy_becomes_a_command_that_refine_reads() -> None:
    words = shlex.split(refine_command("a-run", "drop-layer 4"))
    assert words == ["clicklens", "refine", "a-run", "drop-layer", "4", "--seeds", "3"]
    assert str(parse_change(words[3:5])) == "drop-layer 4"


def test_a_field_name_cannot_start_a_command_of_its_own() -> None:
    command = refine_command("a-run", "user-bias x; rm -rf ~")
    assert shlex.split(command)[4] == "x; rm -rf ~"


def test_the_same_command_is_given_once() -> None:
    captured = make_captured(steps=3, rows=80)
    first = ask(captured, "fluctuation")
    assert first.result is not None
    asked = Finding(text="why", remedy="drop-layer 2")
    result = first.result.model_copy(update={"findings": (asked, asked)})
    answers = [type(first)(kind=first.kind, question=first.question, result=result)]
    commands = [action.command for action in summarise_run(captured, answers, read_course(captured)).actions]
    assert commands.count("clicklens refine made-up drop-layer 2 --seeds 3") == 1
