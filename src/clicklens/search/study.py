"""Study: Optuna's memory of a search, in a file beside the search's run, with numbered trials that outlive a kill.

Optuna keeps a study in SQLite as numbers and JSON text (distributions, attributes); nothing in it is unpickled. Choices
are handed to it as JSON text, so that lists and settings within settings can be choices too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import numpy as np

from clicklens.core.errors import CorruptError
from clicklens.search.grid import grid_settings
from clicklens.search.library import optuna
from clicklens.search.request import Settings
from clicklens.search.spec import Parameter, SearchSpec, as_text

FILE = "search.sqlite"
NAME = "search"  # the one study of the file
NUMBER = "number"  # of the trial, from 1; Optuna counts every attempt at it
Outcome = Literal["complete", "pruned", "failed"]


class Study:
    """Gives the settings of the trial of each number, and learns what came of them.

    The settings of a trial depend on the seed, its number and what came of those before it; so a search that was
    broken off goes on with the settings that it would have had unbroken.
    """

    def __init__(self, folder: Path, spec: SearchSpec, *, lower_is_better: bool) -> None:
        """Opens the study in that folder, or makes one. Raises CorruptError for a file that is none."""
        self._optuna = optuna()
        self._spec = spec
        path = folder / FILE
        try:
            storage = self._optuna.storages.RDBStorage(
                f"sqlite:///{path}", engine_kwargs={"connect_args": {"timeout": 30}}
            )
            self._storage = storage
            self._study = self._optuna.create_study(
                storage=storage,
                study_name=NAME,
                direction="minimize" if lower_is_better else "maximize",
                pruner=self._pruner(),
                load_if_exists=True,
            )
        except Exception as error:  # of SQLAlchemy, Alembic or Optuna, whichever meets it first
            raise CorruptError(f"{path}: cannot be read as Optuna's study of the search: {error}") from error
        self._distributions = {key: self._distribution(parameter) for key, parameter in spec.space.items()}

    def close(self) -> None:
        """Lets go of the file."""
        self._storage.remove_session()
        self._storage.engine.dispose()

    def settle(self) -> None:
        """Marks as failed what was under way when the process ended; the settings are kept for another attempt."""
        for trial in self._study.get_trials(deepcopy=False, states=(self._optuna.trial.TrialState.RUNNING,)):
            self._study.tell(trial.number, state=self._optuna.trial.TrialState.FAIL)

    def ended(self) -> set[int]:
        """The numbers of the trials that need no other attempt."""
        states = self._optuna.trial.TrialState
        over = self._study.get_trials(deepcopy=False, states=(states.COMPLETE, states.PRUNED, states.FAIL))
        return {t.user_attrs[NUMBER] for t in over if NUMBER in t.user_attrs and (t.state != states.FAIL or _failed(t))}

    def ask(self, number: int) -> Trial:
        """The trial of that number, with the settings of an earlier attempt at it if there was one."""
        settings = self._given(number)
        self._study.sampler = self._sampler(number)
        waiting = self._study.get_trials(deepcopy=False, states=(self._optuna.trial.TrialState.WAITING,))
        if settings is not None and not waiting:
            self._study.enqueue_trial(self._as_params(settings))
        trial = self._study.ask(self._distributions)
        trial.set_user_attr(NUMBER, number)
        return Trial(trial, self._as_settings(trial.params))

    def tell(self, trial: Trial, outcome: Outcome, value: float | None = None) -> None:
        """What came of a trial; ``value`` is the best that the metric was, for one that was trained to its end."""
        states = self._optuna.trial.TrialState
        if outcome == "complete":
            self._study.tell(trial.ask, value)
        elif outcome == "pruned":
            self._study.tell(trial.ask, state=states.PRUNED)
        else:
            trial.ask.set_user_attr("failed", True)
            self._study.tell(trial.ask, state=states.FAIL)

    def importance(self) -> dict[str, float]:
        """Each open setting's share of how much the metric varied over the trials, 0 to 1; empty for too few.

        fANOVA (Hutter, Hoos and Leyton-Brown, ICML 2014): a forest learns the metric from the settings, and its
        variance is taken apart by setting. Only trials that were trained to their end count.
        """
        done = self._study.get_trials(deepcopy=False, states=(self._optuna.trial.TrialState.COMPLETE,))
        if len(done) < MIN_TRIALS or len({trial.value for trial in done}) < 2:
            return {}
        evaluator = self._optuna.importance.FanovaImportanceEvaluator(seed=self._spec.seed)
        found = self._optuna.importance.get_param_importances(self._study, evaluator=evaluator)
        return {key: float(share) for key, share in found.items() if np.isfinite(share)}

    def _given(self, number: int) -> Settings | None:
        """What the trial's settings must be: those of an earlier attempt, or of the grid."""
        before = [t for t in self._study.get_trials(deepcopy=False) if t.user_attrs.get(NUMBER) == number]
        if before and before[-1].params:
            return self._as_settings(before[-1].params)
        return grid_settings(self._spec, number) if self._spec.sampler == "grid" else None

    def _sampler(self, number: int) -> Any:
        seed = int(np.random.SeedSequence([self._spec.seed, number]).generate_state(1)[0])
        samplers = self._optuna.samplers
        return samplers.TPESampler(seed=seed) if self._spec.sampler == "tpe" else samplers.RandomSampler(seed=seed)

    def _pruner(self) -> Any:
        pruners = self._optuna.pruners
        if self._spec.pruner == "hyperband":
            return pruners.HyperbandPruner(min_resource=1, max_resource="auto")
        return pruners.MedianPruner() if self._spec.pruner == "median" else pruners.NopPruner()

    def _distribution(self, parameter: Parameter) -> Any:
        kinds = self._optuna.distributions
        if parameter.choices is not None:
            return kinds.CategoricalDistribution([as_text(value) for value in parameter.choices])
        if parameter.is_whole:
            return kinds.IntDistribution(parameter.low, parameter.high, log=parameter.log, step=parameter.step or 1)
        return kinds.FloatDistribution(parameter.low, parameter.high, log=parameter.log, step=parameter.step)

    def _as_params(self, settings: Settings) -> dict[str, Any]:
        return {key: as_text(v) if self._spec.space[key].choices is not None else v for key, v in settings.items()}

    def _as_settings(self, params: dict[str, Any]) -> dict[str, Any]:
        """In the order in which the request names them."""
        return {
            key: json.loads(params[key]) if parameter.choices is not None else params[key]
            for key, parameter in self._spec.space.items()
            if key in params
        }


class Trial:
    """One attempt at some settings, while it is under way."""

    def __init__(self, ask: Any, settings: dict[str, Any]) -> None:
        self.ask = ask  # Optuna's own
        self.settings = settings

    def report(self, value: float, evaluation: int) -> bool:
        """Notes the metric at an evaluation, counted from 1; whether the trial promises too little to go on."""
        self.ask.report(value, evaluation)
        return bool(self.ask.should_prune())


MIN_TRIALS = 5  # trained to their end; fewer say nothing about what matters


def _failed(trial: Any) -> bool:
    """Whether it failed by itself, and was not broken off."""
    return bool(trial.user_attrs.get("failed"))
