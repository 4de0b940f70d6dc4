"""What crosses cost, counted by hand."""

import pyarrow as pa

from clicklens.core.crossing import with_crosses
from clicklens.core.schema import FeatureSchema
from clicklens.data.encode import encode
from clicklens.data.extend import extend
from clicklens.refine.growth import CrossGrowth, growth_of

PLAIN = FeatureSchema(name="rows", fields=["a", "b", "c"])


def rows(**columns):
    return pa.table({**{name: list(values) for name, values in columns.items()}, "click": [0, 1] * 2})


def test_ids_and_the_rows_that_have_one(tmp_path):
    train, test = rows(a="xxyy", b="uuuv", c="wwww"), rows(a="xyxy", b="uuvv", c="wwww")
    plain = encode({"train": train, "test": test}, PLAIN, tmp_path / "plain")
    once = extend(plain, with_crosses(PLAIN, [("b", "c")], min_count=1), tmp_path / "once")
    crossed = extend(once, with_crosses(once.schema, [("a", "b")], min_count=2), tmp_path / "crossed")
    found = growth_of(once, crossed, split="test")
    # a and b have two ids each, c one, b x c two, each with one more for the unknown; x u stands in two training rows
    assert (found.ids_before, found.ids_after) == (3 + 3 + 2 + 3, 3 + 3 + 2 + 3 + 2)
    assert found.crosses == (CrossGrowth(field="a_x_b", fields=("a", "b"), ids=1, covered=0.25),)
    assert found.text == "The tables grow from 11 to 13 ids; 25% of the rows have a combination with an id."
    both = growth_of(plain, crossed, split="train")
    assert [cross.covered for cross in both.crosses] == [1.0, 0.5]
    assert "50% to 100% of the rows" in both.text
