from tests.live_results import make_map


def test_the_table_has_a_row_for_each_id_with_what_is_known():
    frame = make_map().to_frame()
    assert frame.columns.tolist() == ["value", "count", "x", "y", "rate", "category", "pctr"]
    assert frame["rate"].isna().tolist() == [False, True, False]
    assert make_map(category=None, pctr=None).to_frame().columns.tolist() == ["value", "count", "x", "y", "rate"]
