"""Finding: what a look at something says in words, first of all."""

from typing import Literal, TypeAlias

from clicklens.core.record import Record

Severity: TypeAlias = Literal["good", "info", "warning", "alarm"]  # a warning is wrong as a rule, an info may be meant


class Finding(Record):
    """One sentence, with the number and how sure it is."""

    text: str
    severity: Severity = "info"
    remedy: str | None = None  # a refine command that would act on it: 'drop-layer 4'
    field: str | None = None  # the field that it is about, where it is about the data of one
