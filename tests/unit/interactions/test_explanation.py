"""What an explanation says."""

import pytest

from clicklens.interactions.explanation import Explanation, FieldPart, SetPart

PART = SetPart(fields=("price", "city"), strength=4.0, brings=1.25, beyond=0.5)


def told(*sets: SetPart) -> Explanation:
    return Explanation(
        logit=1.0,
        base=-0.5,
        detector="arch_detect",
        off="resample",
        fields=(FieldPart(field="price", value="9.5", brings=0.75), FieldPart(field="city", value="Oslo", brings=0.0)),
        sets=sets,
    )


def test_its_finding_names_the_strongest_set_and_what_it_brings():
    assert told(PART).finding == (
        "This row has +1.000, and -0.500 with every field off. `price` and `city` act together most: they bring "
        "+1.250, of which +0.500 is more than each alone."
    )


def test_where_nothing_acts_together_it_says_so():
    assert told().finding.endswith("No fields act together.")


def test_its_table_has_a_row_for_each_field_and_each_set():
    frame = told(PART).to_frame()
    assert frame["fields"].tolist() == ["price", "city", "price × city"]
    assert frame["brings"].tolist() == [0.75, 0.0, 1.25]
    assert frame["beyond"].tolist()[2] == 0.5
    assert frame["strength"].isna().tolist() == [True, True, False]


def test_it_comes_back_from_json():
    assert Explanation.model_validate_json(told(PART).to_json()) == told(PART)
    with pytest.raises(Exception, match="nothing_known"):
        Explanation(nothing_known=1)
