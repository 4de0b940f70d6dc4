"""Sets that lie in one another."""

from hypothesis import given
from hypothesis import strategies as st

from clicklens.interactions.detection import Interaction
from clicklens.interactions.prune import as_bits, lies_inside, pruned

SETS = st.lists(st.frozensets(st.integers(0, 6), min_size=2), max_size=40, unique=True)


def ranked(sets):
    return [Interaction(tuple(sorted(fields)), 100.0 - place) for place, fields in enumerate(sets)]


def as_the_authors_walk(interactions, most):
    """The walk of the authors' code in sets, word by word from its description."""
    output, supersets = [], []
    for interaction in interactions:
        if len(output) == most:
            break
        fields = set(interaction.fields)
        if any(fields < other for other in supersets):
            continue
        output.append(interaction)
        supersets = [other for other in supersets if not other < fields]
        supersets.append(fields)
    return tuple(output)


def test_a_set_inside_a_stronger_one_is_left_out_and_a_larger_one_stands_beside_it():
    sets = ranked([{0, 1}, {0, 1, 2}, {1, 2}, {0, 2}, {3, 4}, {0, 1, 2, 3}, {3, 4}])
    told = [i.fields for i in pruned(sets)]
    assert told == [(0, 1), (0, 1, 2), (3, 4), (0, 1, 2, 3), (3, 4)]


def test_no_more_are_told_than_asked_for():
    assert len(pruned(ranked([{0, 1}, {2, 3}, {4, 5}]), most=2)) == 2


@given(SETS, st.integers(1, 10))
def test_it_walks_as_the_authors_code(sets, most):
    assert pruned(ranked(sets), most=most) == as_the_authors_walk(ranked(sets), most)


@given(st.frozensets(st.integers(0, 80)), st.frozensets(st.integers(0, 80)))
def test_bits_are_sets(one, other):
    assert {field for field in range(81) if as_bits(one) >> field & 1} == one
    assert lies_inside(as_bits(one), as_bits(other)) == (one < other)
