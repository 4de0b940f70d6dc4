"""Questions asked of a run: what was written down in, a typed result out."""

from clicklens.analysis.captured import Captured
from clicklens.analysis.catalog import ANALYSES, analyze, find_analysis
from clicklens.analysis.result import Analysis, Finding, Params, Result

__all__ = ["ANALYSES", "Analysis", "Captured", "Finding", "Params", "Result", "analyze", "find_analysis"]
