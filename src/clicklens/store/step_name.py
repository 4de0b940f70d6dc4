"""The folder's name of a step, and the step of a folder's name: step-00000100 sorts like 100."""

from collections.abc import Sequence

_PREFIX = "step-"
_SHOWN = 20  # steps in a message


def step_name(step: int) -> str:
    """``step`` with eight digits, or more when it has more."""
    return f"{_PREFIX}{step:08d}"


def step_of(name: str) -> int | None:
    """The step, or None when the name is not one that ``step_name`` makes."""
    digits = name.removeprefix(_PREFIX)
    if not (digits.isascii() and digits.isdigit()):
        return None
    step = int(digits)
    return step if step_name(step) == name else None


def listed(steps: Sequence[int]) -> str:
    """A clause that says which steps there are, the last ones when they are many."""
    if not steps:
        return "there is none"
    shown = ", ".join(str(step) for step in steps[-_SHOWN:])
    return f"the steps are {'…, ' if len(steps) > _SHOWN else ''}{shown}"
