"""OpenRun: one run at hand, to ask, to compare, to refine and to report on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from clicklens.analysis import ANALYSES, Captured, Result, analyze
from clicklens.analysis.attention_result import Attention
from clicklens.analysis.attention_sample_result import AttentionSample
from clicklens.analysis.card import card
from clicklens.analysis.comparison import compare, compare_days
from clicklens.analysis.comparison_result import Comparison
from clicklens.analysis.embedding_map import EmbeddingMapParams
from clicklens.analysis.embedding_map_result import EmbeddingMap
from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions import Progress
from clicklens.analysis.interactions_result import Interactions
from clicklens.analysis.row_interactions_result import RowInteractions
from clicklens.analysis.scan_result import Scan
from clicklens.analysis.weights_result import ModelWeights
from clicklens.analysis.what_if_result import WhatIf
from clicklens.core.condition import where
from clicklens.core.errors import ConfigError
from clicklens.core.row_filter import RowFilter
from clicklens.core.run import Run, RunCourse
from clicklens.core.store import Store
from clicklens.data.dataset import EncodedDataset
from clicklens.refine import Verdict, make_change, parse_change, refine
from clicklens.report import write_report
from clicklens.store import open_store
from clicklens.training import RunSpec, load_model, start_run
from clicklens.training.progress import ProgressBar
from clicklens.workbench.found_crosses import with_found_sets
from clicklens.workbench.live_models import LiveModels
from clicklens.workbench.selection import Selection


class OpenRun:
    """A run and its store. A notebook shows what it is, and what can be asked of it."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store = store
        self.record = run
        self._live = LiveModels(store)

    @property
    def id(self) -> str:
        """The run's id, unique in its store."""
        return self.record.id

    @property
    def captured(self) -> Captured:
        """What was written down, as analyses read it."""
        return Captured(self.store, self.id)

    @property
    def metrics(self) -> pd.DataFrame:
        """Evaluations: step, epoch, split, day (missing: all days), and a column for each metric."""
        return self.captured.metrics

    def analyze(self, kind: str, **settings: Any) -> Result:
        """Asks one question, such as ``analyze("saliency", split="test", step=1600)``; answers are kept.

        Raises NotFoundError for an unknown kind, ConfigError for an unknown setting, UnavailableError saying what
        the run did not keep.
        """
        return analyze(self.captured, kind, settings)

    def select(
        self,
        *conditions: str | RowFilter,
        step: int | None = None,
        part: Literal["selection", "rest"] = "selection",
    ) -> Selection:
        """Some rows, to ask the same questions of: ``select("label=1", "pctr<0.02").analyze("saliency")``.

        Scores are those of ``step``, the best when none is given. Raises ConfigError for a condition that is none.
        """
        filters = [where(given) if isinstance(given, str) else given for given in conditions]
        clauses = tuple(clause for chosen in filters for clause in chosen.clauses)
        return Selection(self.captured, RowFilter(clauses=clauses), step=step, part=part)

    def refine(self, change: str, *arguments: str, seeds: int = 3, progress: bool = True, **settings: Any) -> Verdict:
        """Retrains with one change and judges it, as in ``refine("drop-layer", layer=4, seeds=3)``.

        The change's settings are given by name, or in the words of the command line (``refine("drop-layer", "4")``).
        Crosses are named, ``refine("cross", "user,item")``, or made of the sets that ``interactions`` finds in the
        run's model, ``refine("cross", top=10, target="wide_deep")``. Raises ConfigError for an unknown change or
        setting, and when the change does not fit the model.
        """
        if settings and arguments:
            raise ConfigError(f"refine {change}: give its settings by name or in words, not both")
        asked = make_change(change, settings) if settings else parse_change([change, *arguments])
        return refine(
            self.record,
            with_found_sets(asked, self.record, self._live),
            store=self.store,
            dataset=EncodedDataset.open(self.record.data_path),
            seeds=seeds,
            start=lambda spec, dataset, parent, said: self._start(spec, dataset, parent, said, progress),
        )

    def report(self, path: str | Path) -> Path:
        """Writes the document for print: every picture with its reading, in one HTML file; returns its path.

        The page itself as one file, to look around in, is ``clicklens.share(run, path)``.
        """
        return write_report(self.captured, Path(path))

    def compare(self, other: OpenRun, *, step: int | None = None, other_step: int | None = None) -> Comparison:
        """This run against another on the held-out rows that both kept; steps default to each one's best."""
        return compare(self.captured, other.captured, step=step, other_step=other_step)

    def compare_days(self, day: int, other_day: int, *, step: int | None = None) -> Comparison:
        """The held-out rows of one day against those of another, at one step, the best when none is given."""
        return compare_days(self.captured, day, other_day, step)

    def what_if(
        self,
        row: int | Mapping[str, Any],
        changes: Mapping[str, Any],
        *,
        split: str | None = None,
        step: int | None = None,
    ) -> WhatIf:
        """Scores a row with other values: ``what_if(412, {"genre": "War"})``, or a row given as a dictionary.

        The model of the checkpoint nearest to ``step`` answers, to the best step when none is given. Raises
        UnavailableError where none is near, NotFoundError for an unknown example, SchemaError for an unknown field.
        """
        return self._live.what_if(self.id, row, changes, split=split, step=step)

    def scan(
        self,
        row: int | Mapping[str, Any],
        field: str,
        *,
        values: Sequence[Any] | None = None,
        limit: int = 50,
        split: str | None = None,
        step: int | None = None,
    ) -> Scan:
        """Scores a row with each value of a field: the most frequent ones, or a number's quantiles, if none are given.

        Raises as ``what_if`` does.
        """
        return self._live.scan(self.id, row, field, values=values, limit=limit, split=split, step=step)

    def attention(
        self,
        row: int | Mapping[str, Any],
        candidates: Sequence[Mapping[str, Any]] = (),
        *,
        split: str | None = None,
        step: int | None = None,
    ) -> Attention:
        """What the model weighs in a row: ``attention(412, [{"item": "103"}, {"item": "104"}])``.

        Each candidate is the row with other values, all fields that describe it given. Raises as ``what_if`` does.
        """
        return self._live.attention(self.id, row, candidates, split=split, step=step)

    def attention_sample(
        self, *, split: str | None = None, rows: int = 1000, draws: int = 5, seed: int = 0, step: int | None = None
    ) -> AttentionSample:
        """What the model weighs over many rows, and whether its weights tell what moves the score.

        Of the snapshots' sample where one is kept, the held-out one when no split is named. Raises NotFoundError for
        an unknown split, UnavailableError where no checkpoint is near.
        """
        return self._live.attention_sample(self.id, split=split, rows=rows, draws=draws, seed=seed, step=step)

    def interactions(self, *, progress: Progress | None = None, **settings: Any) -> Interactions:
        """Which fields act together, over many rows: ``interactions(rows=500, split="test").sets[0].fields``.

        Kept with the run; made in under a minute with the settings that stand, while ``progress(done, of)`` is told.
        Raises ConfigError for an unknown setting, UnavailableError where no checkpoint is near.
        """
        params = InteractionParams.parse(settings, source="interactions")
        return self._live.interactions(self.id, params, progress=progress)

    def row_interactions(self, row: int | Mapping[str, Any], **settings: Any) -> RowInteractions:
        """Which fields act together in a row, beside what it leans on. Raises as ``what_if`` does."""
        params = InteractionParams.parse(settings, source="row_interactions")
        return self._live.row_interactions(self.id, row, params, split=params.split)

    def embedding_map(
        self,
        *,
        row: int | Mapping[str, Any] | None = None,
        split: str | None = None,
        step: int | None = None,
        **settings: Any,
    ) -> EmbeddingMap:
        """Ids as points: ``embedding_map(field="item", category="genre", method="tsne", row=412)``.

        With a row, each id also stands in it once and is scored. Raises ConfigError for an unknown setting or field.
        """
        params = EmbeddingMapParams.parse(settings, source="embedding_map")
        return self._live.embedding_map(self.id, params, row=row, split=split, step=step)

    def weights(self, *, step: int | None = None) -> ModelWeights:
        """What the parameters hold: vectors by how often ids are trained, first-order weights, cross strengths.

        Of the checkpoint nearest to ``step``, the best when none is given. Raises UnavailableError where none is near.
        """
        return self._live.weights(self.id, step=step)

    def model(self, step: int | None = None) -> Any:
        """The trained model at a checkpoint, the newest when no step is given."""
        return load_model(self.store, self.id, step)

    def _start(self, spec: RunSpec, dataset: EncodedDataset, parent: str, change: str, progress: bool) -> Run:
        observers = [ProgressBar()] if progress else []
        return start_run(spec, store=self.store, dataset=dataset, observers=observers, parent=parent, change=change)

    def _repr_html_(self) -> str:
        """What the run is, and what can be asked of it."""
        course = self.store.courses([self.id]).get(self.id, RunCourse())
        best = (
            "" if course.best_auc is None else f"{course.best_auc:.4f} on {course.split} at step {course.best_step:,}"
        )
        facts = [
            ("Run", self.id if self.record.name == self.id else f"{self.record.name} ({self.id})"),
            ("State", self.record.state + (f": {self.record.message}" if self.record.message else "")),
            ("Data", f"{self.record.features.name}, {len(self.record.features.fields)} fields"),
            ("Model", str((self.record.spec.get("model") or {}).get("kind", ""))),
            ("Steps", "" if course.step is None else f"{course.step:,}"),
            ("Best AUC", best),
            ("Ask", f"run.analyze(KIND), with KIND one of {', '.join(ANALYSES)}"),
            ("See", "clicklens.show(run)"),
        ]
        return card(facts=facts)

    def __repr__(self) -> str:
        return f"<run {self.id}: {self.record.state}>"


def open_run(run_id: str = "latest", *, store: str | Path = "runs") -> OpenRun:
    """The run of that id, of a prefix or name that only one has, or with 'latest' the newest. Raises NotFoundError.

    The newest is the newest that no refinement or search made: those keep no snapshots to ask about.
    """
    opened = open_store(store, create=False)
    if run_id == "latest":
        own = [run for run in opened.runs() if run.parent is None and run.search is None]
        return OpenRun(opened, own[0] if own else opened.run(run_id))
    return OpenRun(opened, opened.run(run_id))


def runs(*, store: str | Path = "runs") -> Sequence[OpenRun]:
    """All runs of a store, newest first."""
    opened = open_store(store, create=False)
    return [OpenRun(opened, run) for run in opened.runs()]
