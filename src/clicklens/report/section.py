"""Sections of the page: one for each analysis, and those on the run itself."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

import pandas as pd
import yaml

from clicklens.analysis import Captured, Finding
from clicklens.analysis.alarm_event import events_with_alarm
from clicklens.capture.recorder import TAKEN
from clicklens.core.errors import RequestError
from clicklens.core.field import CrossField
from clicklens.data.split import TRAIN
from clicklens.report.answer import Answer
from clicklens.report.course import Course
from clicklens.report.course_figure import draw_course
from clicklens.report.picture import Picture, draw_picture
from clicklens.report.summary import refine_command
from clicklens.report.table import render_table, shorten
from clicklens.report.wording import PRIVATE, markup, say_time

SEVERITIES = {"alarm": "▲ alarm", "warning": "◆ warning", "good": "● good", "info": "note"}


@dataclass(frozen=True)
class Section:
    """A part of the page with its place in the table of contents."""

    id: str
    title: str
    body: str  # HTML
    colours: frozenset[str] = field(default_factory=frozenset)  # of its pictures


def analysis_section(answer: Answer, run_id: str) -> Section:
    """Question, findings with what to do, picture and its reading, and the table behind; or why there is none."""
    parts = [f'<p class="question">{html.escape(answer.question)}</p>']
    title = answer.kind.replace("_", " ").capitalize()
    if answer.result is None:
        parts.append(f'<p class="missing">Not available: {markup(answer.reason)}</p>')
        return Section(id=answer.kind, title=title, body="".join(parts))
    result = answer.result
    parts += [render_finding(finding, run_id=run_id) for finding in result.findings]
    if not result.findings:
        parts.append('<p class="finding">Nothing unusual.</p>')
    picture = draw_picture(result.plot(), name=answer.kind)
    parts.append(render_picture(picture))
    splits = sorted(result.rows, key=lambda split: (split != TRAIN, split))
    rows = ", ".join(f"{result.rows[split]:,} of {split}" for split in splits)
    parts.append(f'<p class="source">Rows: {html.escape(rows)}. ')
    parts.append(f"Formula, source and when it misleads: <code>docs/methods/{html.escape(answer.kind)}.md</code></p>")
    frame, left = shorten(result.to_frame(), step=getattr(result, "step", None))
    whole = f" The whole of it: clicklens analyze {run_id} {answer.kind} --table {answer.kind}.csv" if left else ""
    parts.append(fold("The table behind the picture", render_table(frame, caption=left + whole)))
    return Section(id=answer.kind, title=title, body="".join(parts), colours=picture.colours)


def course_section(course: Course) -> Section:
    """The curves of the metrics and the table of the best step and the end."""
    figure = draw_course(course)
    if figure is None:
        body = '<p class="missing">No evaluation was kept.</p>'
        return Section(id="course", title="Metrics over training", body=body)
    picture = draw_picture(figure, name="course")
    columns = [name for name in course.whole.columns if name != "day"]
    frame, left = shorten(course.whole[columns])
    body = render_picture(picture) + fold("The table behind the picture", render_table(frame, caption=left))
    return Section(id="course", title="Metrics over training", body=body, colours=picture.colours)


def run_section(captured: Captured) -> Section:
    """What was asked for and on what it ran: configuration, fields, samples, events, environment."""
    run = captured.run
    config = yaml.safe_dump(run.spec, sort_keys=False, allow_unicode=True, width=100)
    parts = [
        "<h3>Configuration</h3>",
        f"<pre><code>{html.escape(config)}</code></pre>",
        f"<h3>Fields of {html.escape(run.features.name)}</h3>",
        fold(f"{len(run.features.fields)} fields", render_table(_fields(captured))),
        "<h3>What was kept</h3>",
        _kept(captured),
    ]
    events = [event for event in events_with_alarm(captured) if event.kind != TAKEN]
    if events:
        told = [{"step": e.step, "event": e.kind, "text": e.text, "at": say_time(e.at)} for e in events]
        frame, left = shorten(pd.DataFrame(told))
        parts += ["<h3>Events</h3>", fold(f"{len(events)} events", render_table(frame, caption=left))]
    environment = [{"name": k, "value": v} for k, v in run.environment.items() if k not in PRIVATE]
    if environment:
        table = render_table(pd.DataFrame(environment))
        parts += ["<h3>Environment</h3>", fold(f"{len(environment)} entries", table)]
    return Section(id="run", title="The run itself", body="".join(parts))


def render_finding(finding: Finding, *, run_id: str) -> str:
    """The sentence with how much it matters, and the command that would act on it."""
    mark = SEVERITIES.get(finding.severity, finding.severity)
    remedy = ""
    if finding.remedy is not None:
        remedy = f' <span class="remedy">To do: {render_command(refine_command(run_id, finding.remedy))}</span>'
    kind = html.escape(finding.severity)
    return f'<p class="finding {kind}"><span class="mark">{html.escape(mark)}</span> {markup(finding.text)}{remedy}</p>'


def render_command(command: str) -> str:
    """A command that one click selects whole."""
    return f'<code class="command">{html.escape(command)}</code>'


def render_picture(picture: Picture) -> str:
    """The picture with what is seen above it and how to read it below."""
    reading = f'<p class="reading"><b>How to read it.</b> {html.escape(picture.reading)}</p>' if picture.reading else ""
    title = html.escape(picture.title)
    return f"<figure><figcaption>{title}</figcaption><div>{picture.svg}</div>{reading}</figure>"


def fold(summary: str, body: str) -> str:
    """Something that is shown when it is asked for."""
    return f"<details><summary>{html.escape(summary)}</summary>{body}</details>"


def _fields(captured: Captured) -> pd.DataFrame:
    fields = captured.run.features.fields
    rows = [
        {
            "field": field.name,
            "kind": field.kind,
            "side": field.side,
            "table": getattr(field, "table", ""),
            "source column": " x ".join(field.fields) if isinstance(field, CrossField) else field.column,
        }
        for field in fields
    ]
    frame: pd.DataFrame = pd.DataFrame(rows)
    return frame


def _kept(captured: Captured) -> str:
    features = captured.run.features
    tasks = ", ".join(task.name for task in features.tasks)
    rows = [("Tasks", tasks), ("Day", features.day or "–"), ("Group", features.group or "–")]
    rows.append(("Data digest", captured.run.data_digest[:16]))
    try:
        info = captured.info(captured.steps[0])
        sizes = ", ".join(f"{count:,} rows of {split}" for split, count in info.rows.items())
        steps = f"{len(captured.steps)}, from step {captured.steps[0]:,} to {captured.steps[-1]:,}"
        rows += [
            ("Fixed sample", sizes),
            ("Snapshots", steps),
            ("Layers", ", ".join(f"{tap.name} ({tap.width} neurons)" for tap in info.taps)),
            ("Gradients", ", ".join(info.gradient_fields) or "none"),
            ("On disk", f"{captured.store.snapshot_bytes(captured.run.id) / 1e6:,.1f} MB"),
        ]
    except RequestError as error:
        rows.append(("Snapshots", str(error)))
    terms = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in rows)
    return f"<dl>{terms}</dl>"
