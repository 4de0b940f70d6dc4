"""Texts with words off."""

import numpy as np
import pytest

from clicklens.core.errors import DataError
from clicklens.interactions import ArchDetect, WordBox


def mood(texts: list[str]) -> list[float]:
    """Good is 2 and bad is -1; not turns it round, and beside nothing says nothing."""
    found = []
    for text in texts:
        words = text.split()
        value = 2.0 * ("good" in words) - ("bad" in words)
        found.append(-value if "not" in words else value)
    return found


def test_a_word_that_is_off_is_left_out():
    box = WordBox(lambda texts: [float(len(text)) for text in texts], "so very good")
    assert box.fields == ("so", "very", "good")
    assert box.text(np.array([True, False, True])) == "so good"
    kept = np.array([[True, True, True], [True, False, True], [False, False, False]])
    assert box.ask(kept)[0].tolist() == [12.0, 7.0, 0.0]


def test_something_may_stand_in_its_place():
    box = WordBox(mood, ["not", "good"], instead="[MASK]")
    assert box.text(np.array([False, True])) == "[MASK] good"


def test_a_word_that_comes_again_is_a_field_of_its_own():
    box = WordBox(mood, "very very good very")
    assert box.fields == ("very", "very (2)", "good", "very (3)")
    assert box.text(np.array([False, True, True, False])) == "very good"


def test_negation_is_found_and_nothing_else():
    found = ArchDetect().detect(WordBox(mood, "the film is not good"))
    assert [found.named(one) for one in found.sets[0]] == [("not", "good")]


def test_the_predictor_is_given_so_many_texts_at_once_and_may_tell_probabilities():
    sizes = []

    def predict(texts: list[str]) -> list[float]:
        sizes.append(len(texts))
        return [0.8] * len(texts)

    box = WordBox(predict, "a b", link="logit", rows_at_once=2)
    assert box.ask(np.ones((5, 2), dtype=np.bool_))[0] == pytest.approx([np.log(4)] * 5)
    assert sizes == [2, 2, 1]


def test_a_text_without_words_is_told():
    with pytest.raises(DataError, match="nothing to ask: 0 fields"):
        WordBox(mood, "  ")
