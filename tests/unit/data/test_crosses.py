"""From the ids of fields to the ids of crosses."""

import numpy as np
import pyarrow as pa

from clicklens.core.crossing import with_crosses
from clicklens.core.schema import FeatureSchema
from clicklens.data.crosses import Crosses
from clicklens.data.numeric import FittedQuantile
from clicklens.data.vocabulary import ValueVocabulary

PLAIN = FeatureSchema(name="rows", fields=["a", {"name": "n", "kind": "numeric"}])
SCHEMA = with_crosses(PLAIN, [("a", "n")], buckets=2)
# a has ids 0 to 2, n is missing, below 5, or 5 and above: (1, 2) is 1 * 3 + 2, (2, 1) is 7
CODES = ValueVocabulary(pa.array([5, 7]), np.array([4, 3, 2]))


def crosses():
    return Crosses(SCHEMA, sizes={"a": 3}, tables={"a_x_n": CODES}, numerics={"n": FittedQuantile(edges=(5.0,))})


def test_numbers_are_cut_into_buckets():
    found = crosses().buckets({"n": np.array([4.9, 5.0, np.nan]), "other": np.array([1.0, 2.0, 3.0])})
    assert {name: cut.tolist() for name, cut in found.items()} == {"buckets:n": [1, 2, 0]}


def test_a_combination_has_its_id_and_a_rare_one_none():
    ids = {"a": np.array([1, 2, 1, 0]), "n": np.array([2, 1, 1, 2])}
    assert crosses().ids(ids)["a_x_n"].tolist() == [1, 2, 0, 0]
