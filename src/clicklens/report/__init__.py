"""One file that says what was found in a run, in words first, with every picture and the tables behind them."""

from clicklens.report.summary import summary_lines
from clicklens.report.write import write_report

__all__ = ["summary_lines", "write_report"]
