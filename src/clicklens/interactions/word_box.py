"""WordBox: any predictor over texts as a black box: one text with words off in, logits out.

The text form of MADEX (Tsang et al., arXiv:2006.10966): a word is a field, and off is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

from clicklens.interactions.black_box import BlackBox, Floats, Integers, Kept
from clicklens.interactions.link import Link, asked_in_parts


class WordBox(BlackBox):
    """One text, a word a field. A word that comes again is named with its number: "very", "very (2)"."""

    def __init__(
        self,
        predict: Callable[[list[str]], Any],
        words: str | Sequence[str],
        *,
        instead: str | None = None,
        link: Link = "identity",
        rows_at_once: int = 1024,
    ) -> None:
        """``predict`` takes texts and gives a number each, with ``link="logit"`` a probability.

        ``words``: the text, parted at white space, or its words. ``instead`` stands where a word is off, for a model
        that counts positions; without it the others close up. ``rows_at_once``: texts that predict is given at once.
        """
        self.words = tuple(words.split() if isinstance(words, str) else words)
        super().__init__(fields=_names(self.words), example_ids=[0])
        self._predict, self._instead, self._link, self._rows_at_once = predict, instead, link, rows_at_once

    def answer(self, instances: Integers, kept: Kept) -> Floats:  # noqa: ARG002 (there is one)
        """kept (B, F) -> (B,)"""
        texts = [self.text(stays) for stays in kept]
        parts = (texts[first : first + self._rows_at_once] for first in range(0, len(texts), self._rows_at_once))
        return asked_in_parts(self._predict, parts, link=self._link)

    def text(self, kept: Kept) -> str:
        """The text with these words alone; kept (F,)"""
        if self._instead is None:
            return " ".join(compress(self.words, kept))
        return " ".join(word if stays else self._instead for word, stays in zip(self.words, kept, strict=True))


def _names(words: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for word in words:
        seen[word] += 1
        names.append(word if seen[word] == 1 else f"{word} ({seen[word]})")
    return names
