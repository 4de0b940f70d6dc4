from clicklens.analysis.live_finding import doubts, other_step
from clicklens.analysis.live_value import KnownValue


def told(known):
    return [(finding.severity, finding.text) for finding in doubts("genre", known)]


def test_an_unknown_value_warns_and_suggests():
    (one, two) = told(KnownValue(unknown=("Dramma", "x"), nearest="Drama", count=3))
    assert one[0] == "warning"
    assert "'Dramma' was never seen in training in 'genre'" in one[1]
    assert one[1].endswith("Did you mean 'Drama'?")
    assert "Did you mean" not in two[1]


def test_a_rare_value_is_said_to_be_rare():
    assert "once" in told(KnownValue(count=1))[0][1]
    assert "19 times" in told(KnownValue(count=19))[0][1]
    assert told(KnownValue(count=20)) == []
    assert told(KnownValue()) == []


def test_a_number_out_of_range_is_a_guess():
    assert told(KnownValue(low=1.0, high=2.0)) == [
        ("warning", "'genre' lies outside what training held (1 to 2): a guess.")
    ]


def test_the_step_that_answers_is_named():
    assert "step 1,600 answers, the nearest to step 1,700" in other_step(1600, 1700).text
