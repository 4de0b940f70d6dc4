"""Crosses of what was found: a change that says how many sets to take is given the sets of the run's model."""

from __future__ import annotations

from clicklens.analysis.interaction_params import InteractionParams
from clicklens.analysis.interactions import Progress
from clicklens.core.run import Run
from clicklens.refine import Change, Cross
from clicklens.workbench.live_models import LiveModels


def with_found_sets(change: Change, run: Run, live: LiveModels, *, progress: Progress | None = None) -> Change:
    """The change with the fields to cross named, where it asks for the ``top`` sets; any other as it is.

    The answer of ``interactions`` is used where it is kept with the run, else the model is asked now. Raises
    ConfigError where no set that was found can be crossed, UnavailableError where the model can no longer be asked.
    """
    if not isinstance(change, Cross) or change.top is None:
        return change
    usual = InteractionParams()
    params = usual if change.top <= usual.most else usual.model_copy(update={"most": change.top})
    return change.found_in(live.interactions(run.id, params, progress=progress), run.features)
