"""Summary: the figures by which a click-through-rate model is judged, side by side."""

from __future__ import annotations

from numpy.typing import ArrayLike
from scipy.special import expit

from clicklens.core.record import Record
from clicklens.metrics.auc import auc
from clicklens.metrics.average_precision import average_precision
from clicklens.metrics.calibration import ece, pcoc
from clicklens.metrics.gauc import gauc
from clicklens.metrics.log_loss import log_loss, normalised_entropy
from clicklens.metrics.rows import check_rows
from clicklens.metrics.weighted_mean import weighted_mean

LOWER_IS_BETTER = frozenset({"log_loss", "normalised_entropy", "ece"})  # of the metrics that rank models


class Metrics(Record):
    """How good a model is on some rows; a figure that these rows do not define is None."""

    rows: int  # rows seen, whatever their weight
    label_rate: float | None  # observed share of clicks, 0 to 1
    auc: float | None  # 0 to 1, 0.5 is chance
    gauc: float | None  # 0 to 1, 0.5 is chance; None also where no groups are known
    log_loss: float | None  # nats a row, lower is better
    normalised_entropy: float | None  # ratio, below 1 is better than the click rate alone
    pcoc: float | None  # ratio of predicted to observed clicks, 1 is right
    ece: float | None  # probability, 0 to 1, lower is better; 20 bins of equal count
    average_precision: float | None  # 0 to 1, the label rate is chance


def summarise(
    labels: ArrayLike, logits: ArrayLike, *, groups: ArrayLike | None = None, weights: ArrayLike | None = None
) -> Metrics:
    """All figures from labels, logits and sampling weights (n,) and, for GAUC, the user of each row (n,) as ``groups``.

    Order is judged by the logits, since probabilities near 0 and 1 round to ties. Raises DataError for unusable rows.
    """
    rows = check_rows(labels, logits, name="logits", weights=weights)
    pctr = expit(rows.scores)
    return Metrics(
        rows=len(rows),
        label_rate=weighted_mean(rows.labels, rows.weights),
        auc=auc(rows.labels, rows.scores, weights=rows.weights),
        gauc=None if groups is None else gauc(rows.labels, rows.scores, groups, weights=rows.weights),
        log_loss=log_loss(rows.labels, rows.scores, weights=rows.weights),
        normalised_entropy=normalised_entropy(rows.labels, rows.scores, weights=rows.weights),
        pcoc=pcoc(rows.labels, pctr, weights=rows.weights),
        ece=ece(rows.labels, pctr, weights=rows.weights),
        average_precision=average_precision(rows.labels, rows.scores, weights=rows.weights),
    )
