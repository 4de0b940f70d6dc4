"""The constant of a simulated logit, from how often clicks are wanted."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit


def intercept_for(logit: NDArray[np.float64], click_rate: float) -> float:
    """The constant that makes the mean probability ``click_rate``, by bisection."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(logit + middle).mean() < click_rate else (low, middle)
    return (low + high) / 2
