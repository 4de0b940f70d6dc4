"""The rows of a sample as a table that can be filtered, charted, compared and read."""

from clicklens.analysis.rows.cell_chart import Chart, ChartRequest
from clicklens.analysis.rows.column import RowColumn
from clicklens.analysis.rows.explore import Explored, explore
from clicklens.analysis.rows.figures import Parts, RowEstimate, RowFigures
from clicklens.analysis.rows.page import RowPage, read_page
from clicklens.analysis.rows.sharing import Sharing, find_sharing
from clicklens.analysis.rows.table import RowTable
from clicklens.analysis.rows.table_cache import RowTables

__all__ = [
    "Chart",
    "ChartRequest",
    "Explored",
    "Parts",
    "RowColumn",
    "RowEstimate",
    "RowFigures",
    "RowPage",
    "RowTable",
    "RowTables",
    "Sharing",
    "explore",
    "find_sharing",
    "read_page",
]
