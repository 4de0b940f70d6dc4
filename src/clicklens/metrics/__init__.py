"""The figures by which a model is judged: order, surprise, calibration, and how far each can be trusted."""

from clicklens.metrics.auc import auc, auc_difference, auc_interval
from clicklens.metrics.average_precision import average_precision
from clicklens.metrics.bootstrap import bootstrap_interval
from clicklens.metrics.calibration import CalibrationBin, CalibrationCurve, calibration_curve, ece, pcoc
from clicklens.metrics.gauc import gauc, gauc_difference, gauc_interval, rela_impr
from clicklens.metrics.log_loss import log_loss, log_loss_difference, log_loss_interval, normalised_entropy
from clicklens.metrics.mean_difference import paired_mean_difference, unpaired_mean_difference
from clicklens.metrics.rank_correlation import spearman
from clicklens.metrics.streaming import MOST_DAYS, MetricsAccumulator
from clicklens.metrics.summary import LOWER_IS_BETTER, Metrics, summarise

__all__ = [
    "LOWER_IS_BETTER",
    "MOST_DAYS",
    "CalibrationBin",
    "CalibrationCurve",
    "Metrics",
    "MetricsAccumulator",
    "auc",
    "auc_difference",
    "auc_interval",
    "average_precision",
    "bootstrap_interval",
    "calibration_curve",
    "ece",
    "gauc",
    "gauc_difference",
    "gauc_interval",
    "log_loss",
    "log_loss_difference",
    "log_loss_interval",
    "normalised_entropy",
    "paired_mean_difference",
    "pcoc",
    "rela_impr",
    "spearman",
    "summarise",
    "unpaired_mean_difference",
]
