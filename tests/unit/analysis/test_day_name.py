from clicklens.analysis.day_name import day_name


def test_days_since_1970_are_dates_and_numbered_days_are_numbers() -> None:
    assert day_name(16364) == "2014-10-21"
    assert day_name(5) == "day 5"
    assert day_name(-1) == "day -1"
