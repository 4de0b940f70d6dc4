from clicklens.analysis.naming import day_name, layer_name, layer_number, shortened


def test_days_since_1970_are_dates_and_numbered_days_are_numbers() -> None:
    assert day_name(16364) == "2014-10-21"
    assert day_name(5) == "day 5"
    assert day_name(-1) == "day -1"


def test_numbered_layers_are_called_by_their_number_and_other_taps_by_their_name() -> None:
    assert (layer_number("layer_4"), layer_name("layer_4")) == (4, "layer 4")
    assert (layer_number("layer_4.pre"), layer_name("layer_4.pre")) == (None, "tap 'layer_4.pre'")
    assert layer_name("attention") == "tap 'attention'"


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert shortened("category", 8) == "category"
    assert shortened("category", 7) == "catego…"
