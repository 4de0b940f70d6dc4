from tests.live_results import make_bin, make_table, make_weights


def test_the_table_has_a_row_for_each_bin_of_each_table():
    frame = make_weights(
        make_table(make_bin(1, 1, 5, 0.5), make_bin(2, 3, 4, 0.7, unmoved=2)),
        make_table(make_bin(8, 15, 2, 1.0), name="item"),
    ).to_frame()
    assert frame["table"].tolist() == ["user", "user", "item"]
    assert frame["count_low"].tolist() == [1, 2, 8]
    assert frame["norm_median"].tolist() == [0.5, 0.7, 1.0]
    assert frame["unmoved"].tolist() == [0, 2, 0]


def test_no_tables_give_an_empty_one_with_its_columns():
    frame = make_weights().to_frame()
    assert len(frame) == 0
    assert "norm_median" in frame
