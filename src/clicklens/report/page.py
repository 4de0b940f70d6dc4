"""The page: head, summary, one section after another, with all that it needs inside it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files
from string import Template

from clicklens.analysis import Captured, Finding
from clicklens.report.answer import Progress, ask_all
from clicklens.report.course import Course, read_course
from clicklens.report.ink import declare_colours
from clicklens.report.section import (
    Section,
    analysis_section,
    course_section,
    render_command,
    render_finding,
    run_section,
)
from clicklens.report.summary import STATES, Summary, summarise_run
from clicklens.report.table import render_table
from clicklens.report.wording import markup, read_time, say_duration, say_model, say_time


def render_page(captured: Captured, *, progress: Progress | None = None) -> str:
    """The whole document. Text from the run is escaped wherever it stands."""
    answers = ask_all(captured, progress=progress)
    if progress is not None:
        progress("pictures")
    course = read_course(captured)
    summary = summarise_run(captured, answers, course)
    sections = [
        course_section(course),
        *(analysis_section(answer, captured.run.id) for answer in answers),
        run_section(captured),
    ]
    colours = frozenset().union(*(section.colours for section in sections))
    return Template(_part("page.html")).substitute(
        title=html.escape(f"{captured.run.name} on {captured.run.features.name}"),
        version=html.escape(version("clicklens")),
        light=declare_colours(colours, dark=False),
        dark=declare_colours(colours, dark=True),
        css=_part("page.css"),
        contents=_contents(sections),
        facts=_facts(captured, course),
        # the first line says what the head of the page says
        summary="".join(render_finding(_plain(line), run_id=captured.run.id) for line in summary.lines[1:]),
        actions=_actions(summary),
        metrics=_metrics(course),
        sections="".join(_section(section) for section in sections),
    )


def _contents(sections: Sequence[Section]) -> str:
    entries = [("summary", "In words"), *((section.id, section.title) for section in sections)]
    return "".join(f'<li><a href="#{html.escape(id_)}">{html.escape(title)}</a></li>' for id_, title in entries)


def _section(section: Section) -> str:
    id_, title = html.escape(section.id), html.escape(section.title)
    return f'<section id="{id_}" aria-labelledby="{id_}-h"><h2 id="{id_}-h">{title}</h2>{section.body}</section>'


def _facts(captured: Captured, course: Course) -> str:
    """What a reader must know to place the run."""
    run = captured.run
    began, ended = read_time(run.created_at), read_time(run.finished_at)
    took = "" if began is None or ended is None else f", took {say_duration((ended - began).total_seconds())}"
    facts = {
        "Run": run.id,
        "Data": f"{run.features.name}, {len(run.features.fields)} fields",
        "Model": say_model(run.spec.get("model") or {}),
        "State": STATES[run.state] + (f": {run.message}" if run.message else ""),
        "Begun": say_time(run.created_at) + took,
        "Steps": "not known" if course.last_step is None else f"{course.last_step:,}",
        "Change": "" if run.change is None else f"{run.change}, against run {run.parent}",
        "Note": run.note,
        "Tags": ", ".join(run.tags),
    }
    shown = {name: value for name, value in facts.items() if value}
    return "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in shown.items())


def _metrics(course: Course) -> str:
    frame = course.to_frame().rename(columns=lambda name: name.replace("_", " "))
    if frame.empty:
        return ""
    note = "Over whole splits; their intervals, taken on the rows that were kept, stand under Scores."
    return "<h3>Metrics</h3>" + render_table(frame, caption=note)


def _plain(line: Finding) -> Finding:
    """Without its remedy: what to do stands below all lines."""
    return line.model_copy(update={"remedy": None})


def _actions(summary: Summary) -> str:
    if not summary.actions:
        return ""
    items = "".join(f"<li>{render_command(a.command)}<span>{markup(a.why)}</span></li>" for a in summary.actions)
    return f'<div class="actions"><h3>What to do</h3><ul>{items}</ul></div>'


def _part(name: str) -> str:
    return files("clicklens.report").joinpath(name).read_text(encoding="utf-8")
