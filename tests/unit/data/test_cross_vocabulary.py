"""A combination is read as the values that it stands for."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa

from clicklens.core.crossing import with_crosses
from clicklens.core.schema import FeatureSchema
from clicklens.core.table import Hashing
from clicklens.data.combination import Combination
from clicklens.data.cross_vocabulary import CrossVocabulary
from clicklens.data.numeric import BucketVocabulary, FittedQuantile
from clicklens.data.vocabulary import HashVocabulary, ValueVocabulary

PLAIN = FeatureSchema(name="rows", fields=["country", {"name": "hour", "kind": "numeric"}])
SCHEMA = with_crosses(PLAIN, [("country", "hour")], buckets=3)
COUNTRIES = ValueVocabulary(pa.array(["FR", "DE"], pa.large_string()), np.array([0, 5, 4]))
HOURS = BucketVocabulary(FittedQuantile(edges=(6.0, 20.0)), np.zeros(4))


def vocabulary(codes):
    combination = Combination(SCHEMA.crosses[0], SCHEMA, {"country": 3})
    return CrossVocabulary(codes, combination, {"country": COUNTRIES, "hour": HOURS})


def test_an_id_reads_as_its_values_side_by_side():
    # hours have 4 ids: FR at 20 and above is 1 * 4 + 3, DE without an hour 2 * 4 + 0
    found = vocabulary(ValueVocabulary(pa.array([7, 8]), np.array([3, 6, 2])))
    assert found.decode([0, 1, 2, 1]) == [
        None,
        "country=FR x hour=20 and above",
        "country=DE x hour=missing",
        "country=FR x hour=20 and above",
    ]
    assert found.decode(np.array([], dtype=np.int64)) == []
    assert (found.size, found.counts.tolist(), found.kind) == (3, [3, 6, 2], "integer")


def test_combinations_that_are_hashed_read_as_buckets():
    hashed = HashVocabulary(Hashing(buckets=4), "integer", np.zeros(5, dtype=np.int64))
    found = vocabulary(hashed)
    assert found.decode([0, 3]) == [None, "bucket 3"]
    assert found.encode(pa.array([7])).tolist() == hashed.encode(pa.array([7])).tolist()


def test_a_field_is_asked_for_its_values_only():
    asked = []
    fields = {
        "country": SimpleNamespace(decode=lambda ids: asked.append(ids.tolist()) or ["FR"] * len(ids)),
        "hour": HOURS,
    }
    combination = Combination(SCHEMA.crosses[0], SCHEMA, {"country": 3})
    found = CrossVocabulary(ValueVocabulary(pa.array([7]), np.array([0, 6])), combination, fields)
    assert found.decode([0, 0, 1]) == [None, None, "country=FR x hour=20 and above"]
    assert asked == [[1]]
