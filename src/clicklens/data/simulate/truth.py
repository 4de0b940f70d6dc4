"""Truth: what is known about a simulated world, measured on its own formula, to hold findings against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Setting
from scipy.special import expit

from clicklens.core.errors import NotFoundError
from clicklens.core.record import Record
from clicklens.data.simulate.effect import Effects
from clicklens.data.simulate.population import Rows


class FieldTruth(Record):
    """How strongly one field acts on the click."""

    acts: bool
    main_deviation: float = Setting(ge=0)  # standard deviation of the field's own effect, in logits
    logit_change: float = Setting(ge=0)  # mean absolute change of the logit when another row's value is put in
    pctr_change: float = Setting(ge=0)  # the same for the click probability


class InteractionTruth(Record):
    """A set of fields that do together what none does alone."""

    fields: tuple[str, ...]
    deviation: float = Setting(ge=0)  # standard deviation of the planted term, in logits


class DayTruth(Record):
    """What a day is like."""

    day: int  # days since 1970-01-01
    click_rate: float = Setting(ge=0, le=1)
    auc: float | None  # the best that any model could reach
    correlation: float = Setting(ge=-1, le=1)  # of a drifting effect with the same effect on the first day


class Truth(Record):
    """The world's secrets. No model can rank better than ``auc``; a field that does not act is noise."""

    fields: dict[str, FieldTruth]
    interactions: tuple[InteractionTruth, ...]  # the strongest first
    noise_fields: tuple[str, ...]
    click_rate: float = Setting(ge=0, le=1)
    auc: float | None  # expected AUC of the true click probability
    log_loss: float = Setting(ge=0)  # nats a row, of the true click probability
    days: tuple[DayTruth, ...]
    rows: int = Setting(ge=1)  # rows it was measured on

    def strongest(self) -> list[str]:
        """The acting fields, the strongest total effect first."""
        acting = [name for name, field in self.fields.items() if field.acts]
        return sorted(acting, key=lambda name: -self.fields[name].logit_change)

    def interaction(self, *fields: str) -> InteractionTruth:
        """The planted interaction of exactly these fields, in any order."""
        for planted in self.interactions:
            if set(planted.fields) == set(fields):
                return planted
        known = "; ".join(" x ".join(planted.fields) for planted in self.interactions)
        raise NotFoundError(f"nothing is planted between {' x '.join(fields)}; planted: {known}")


def best_auc(pctr: NDArray[np.float64]) -> float | None:
    """The expected AUC of the true probabilities themselves: sum over pairs p_i (1 - p_j) [p_i > p_j], ties a half."""
    value, place, count = np.unique(pctr, return_inverse=True, return_counts=True)
    clicked = np.bincount(place, weights=pctr, minlength=len(value))
    passed = count - clicked
    below = np.cumsum(passed) - passed
    pairs = clicked.sum() * passed.sum()
    return float((clicked * (below + passed / 2)).sum() / pairs) if pairs > 0 else None


def measure(
    effects: Effects, rows: Rows, fields: tuple[str, ...], *, first_day: int, turned: NDArray[np.float64]
) -> Truth:
    """Measures the truth on a sample of impressions; ``turned`` is each day's correlation with the first."""
    terms = effects.terms(rows)
    logit = effects.logits(rows)
    pctr = expit(logit)
    day = rows["day"]
    strength = {name: _field_truth(effects, rows, name, logit, terms) for name in fields}
    planted = [
        InteractionTruth(fields=names, deviation=float(part.std()))
        for names, part in terms.items()
        if len(names) > 1 and part.std() > 0
    ]
    return Truth(
        fields=strength,
        interactions=tuple(sorted(planted, key=lambda one: -one.deviation)),
        noise_fields=tuple(name for name in fields if not strength[name].acts),
        click_rate=float(pctr.mean()),
        auc=best_auc(pctr),
        log_loss=float((np.logaddexp(0, logit) - pctr * logit).mean()),
        days=tuple(
            DayTruth(
                day=first_day + int(one),
                click_rate=float(pctr[day == one].mean()),
                auc=best_auc(pctr[day == one]),
                correlation=float(turned[one]),
            )
            for one in np.unique(day)
        ),
        rows=len(logit),
    )


def _field_truth(
    effects: Effects,
    rows: Rows,
    name: str,
    logit: NDArray[np.float64],
    terms: dict[tuple[str, ...], NDArray[np.float64]],
) -> FieldTruth:
    """Puts the value of the middle-distant row in: a sample without order makes that a draw from the marginal."""
    other = np.roll(rows[name], len(logit) // 2, axis=0)
    changed = effects.logits({**rows, name: other})
    own = terms.get((name,))
    return FieldTruth(
        acts=any(name in names and part.std() > 0 for names, part in terms.items()),
        main_deviation=0.0 if own is None else float(own.std()),
        logit_change=float(np.abs(changed - logit).mean()),
        pctr_change=float(np.abs(expit(changed) - expit(logit)).mean()),
    )
