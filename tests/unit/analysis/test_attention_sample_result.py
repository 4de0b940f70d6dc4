from tests.attention_results import make_position_sample, make_removal, make_sample


def test_each_line_has_its_interval_and_what_is_undefined_has_none():
    frame = make_sample(make_position_sample(make_removal(2, 0.6, 0.2), weights=(0.9, None), clicked=None)).to_frame()
    assert frame["of"].tolist()[:4] == ["1 back", "2 back", "clicked rows", "other rows"]
    assert frame["value"].isna().tolist()[:4] == [False, True, True, False]
    drop = frame[frame["figure"] == "drop without the heaviest"].iloc[0]
    assert (drop["of"], drop["value"]) == ("k = 2", 0.6)


def test_an_empty_answer_has_the_columns():
    assert make_sample().to_frame().columns.tolist() == [
        "weighing",
        "of",
        "figure",
        "value",
        "value_low",
        "value_high",
    ]
