"""A search in words: the best settings, how far its figure can be believed, and what mattered."""

from __future__ import annotations

import math
from collections.abc import Sequence

from clicklens.core.finding import Finding
from clicklens.search.request import in_words, shown
from clicklens.search.result import OpenSetting, SearchTrial

FEW = 20  # trials; the importance from fewer is a hint
EDGE = 0.05  # of a range: a best value so near to an end may lie beyond it


def find_words(
    trials: Sequence[SearchTrial],
    settings: Sequence[OpenSetting],
    best: SearchTrial | None,
    *,
    metric: str,
    split: str,
    wanted: int,
) -> tuple[Finding, ...]:
    """The sentences, the best trial first."""
    if best is None or best.value is None:
        return (Finding(text=f"No trial of {wanted} has been trained to its end yet."),)
    complete = [trial for trial in trials if trial.state == "complete"]
    name = metric_words(metric)
    findings = [
        Finding(
            text=f"Trial {best.number} is the best of {len(trials)}: {name} {best.value:.4f} on {split} at step "
            f"{best.step:,}, with {in_words(best.settings)}."
        ),
        _optimism(best, len(trials), name, split),
        *_importance(settings, name, len(complete)),
        *(finding for setting in settings for finding in _at_edge(setting, best)),
    ]
    counts = [(state, sum(trial.state == state for trial in trials)) for state in ("pruned", "failed")]
    words = [f"{count} {'ended early' if state == 'pruned' else 'failed'}" for state, count in counts if count]
    if words:
        findings.append(Finding(text=f"Of {len(trials)} trials {' and '.join(words)}."))
    return tuple(findings)


def metric_words(metric: str) -> str:
    """``auc`` -> ``AUC``, ``log_loss`` -> ``log loss``."""
    return metric.upper() if metric in ("auc", "gauc", "ece") else metric.replace("_", " ")


def _optimism(best: SearchTrial, trials: int, metric: str, split: str) -> Finding:
    chosen = f"The best of {trials} trials was chosen by its {metric} on {split}, so that figure flatters it"
    if best.test is None:
        return Finding(text=f"{chosen}, and no figure on a split that chose nothing stands beside it.")
    return Finding(text=f"{chosen}; on test, which chose nothing, it is {best.test:.4f}.")


def _importance(settings: Sequence[OpenSetting], metric: str, complete: int) -> list[Finding]:
    known = [(setting.importance, setting.key) for setting in settings if setting.importance is not None]
    if not known:
        return [Finding(text=f"{complete} trained to their end: too few to say which setting matters.")]
    if len(known) == 1:
        return [Finding(text=f"{known[0][1]} was the only setting left open.")]
    told = [f"{key} for {share:.0%}" for share, key in known[:3]]
    doubt = f"; {complete} trials are few, so take it as a hint" if complete < FEW else ""
    first = told[0].replace(" for ", " accounts for ", 1)
    return [Finding(text=f"{', '.join([first, *told[1:]])} of how much {metric} varied over {complete} trials{doubt}.")]


def _at_edge(setting: OpenSetting, best: SearchTrial) -> list[Finding]:
    """A best value at the end of its range says that better ones may lie outside."""
    value = best.settings.get(setting.key)
    if setting.low is None or setting.high is None or not isinstance(value, (int, float)):
        return []
    low, high, at = setting.low, setting.high, float(value)
    if setting.log:
        low, high, at = math.log(low), math.log(high), math.log(at)
    place = (at - low) / (high - low)
    if EDGE < place < 1 - EDGE:
        return []
    end = "low" if place <= EDGE else "high"
    text = (
        f"The best {setting.key}, {shown(value)}, lies at the {end} end of its range: a wider range may hold a better."
    )
    return [Finding(text=text, severity="warning")]
