"""Sections of the page."""

from clicklens.analysis import Captured, Finding
from clicklens.core.run import RunEvent
from clicklens.report.answer import Answer, ask
from clicklens.report.course import read_course
from clicklens.report.section import analysis_section, course_section, render_finding, run_section
from tests.captured_runs import RUN_ID, made_up_record, make_captured
from tests.memory_store import MemoryStore


def test_an_answer_has_question_sentence_picture_page_and_table() -> None:
    answer = ask(make_captured(steps=4, rows=120), "fluctuation")
    section = analysis_section(answer, RUN_ID)
    assert answer.result is not None
    assert section.title == "Fluctuation"
    order = [answer.question, 'class="finding', "<figcaption>", "<svg", "How to read it.", "<details>"]
    places = [section.body.index(part) for part in order]
    assert places == sorted(places)
    assert "docs/methods/fluctuation.md" in section.body
    assert section.colours


def test_what_is_not_available_says_why() -> None:
    section = analysis_section(Answer(kind="saliency", question="What?", result=None, reason="needs <x>"), RUN_ID)
    assert "Not available: needs &lt;x&gt;" in section.body
    assert "<svg" not in section.body


def test_a_finding_shows_how_much_it_matters_and_what_to_do() -> None:
    shown = render_finding(Finding(text="Layer 4 is idle.", severity="alarm", remedy="drop-layer 4"), run_id="r")
    assert "▲ alarm" in shown
    assert '<code class="command">clicklens refine r drop-layer 4 --seeds 3</code>' in shown


def test_a_finding_is_escaped() -> None:
    shown = render_finding(Finding(text="<script>", severity="alarm", remedy="user-bias <script>"), run_id="r")
    assert "<script>" not in shown


def test_a_course_without_evaluations_says_so() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    assert "No evaluation was kept." in course_section(read_course(Captured(store, RUN_ID))).body


def test_the_run_shows_what_was_asked_for_kept_and_happened() -> None:
    captured = make_captured(steps=2, rows=80)
    captured.store.add_event(RUN_ID, RunEvent(step=100, kind="alarm", text="<b>", at="2026-01-01T00:00:00Z"))
    captured.run = captured.run.model_copy(update={"environment": {"torch": "2", "process": "my-machine/1/2"}})
    body = run_section(captured).body
    for part in ("kind: gwen", "user_id", "80 rows of train, 80 rows of test", "layer_1 (8 neurons)", "&lt;b&gt;"):
        assert part in body
    assert "torch" in body
    assert "my-machine" not in body


def test_a_run_without_snapshots_says_what_is_missing() -> None:
    store = MemoryStore()
    store.add_run(made_up_record())
    assert "kept no snapshots" in run_section(Captured(store, RUN_ID)).body
