"""Several processes that train one model together: the first is the run, the others have the loop and no more."""

from clicklens.training.team.exchange import GradientExchange
from clicklens.training.team.team import ALONE, Call, Team

__all__ = ["ALONE", "Call", "GradientExchange", "Team"]
