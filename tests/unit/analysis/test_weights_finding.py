from clicklens.analysis.weights_finding import weights_findings
from clicklens.analysis.weights_result import CrossWeights
from tests.live_results import make_bin, make_table, make_weights

FREQUENT = make_bin(512, 1023, 100, 1.0)


def found(*tables, **settings):
    return list(weights_findings(make_weights(*tables, **settings)))


def texts(*tables, **settings):
    return [finding.text for finding in found(*tables, **settings)]


def test_vectors_that_never_moved_are_told_with_their_share_and_warned_of_where_many():
    table = make_table(make_bin(0, 0, 30, 0.1), FREQUENT, unseen=30, unmoved=40)
    lead = found(table)[0]
    assert lead.text == "40 of 130 vectors (30.8%) are where they started, all in `user`: they answer by chance."
    assert lead.severity == "warning"
    assert found(make_table(FREQUENT, unmoved=1))[0].severity == "info"


def test_the_table_with_most_of_them_is_named():
    other = make_table(FREQUENT, name="item", unmoved=2)
    assert "most of them in `user` (5 of 100)" in texts(make_table(FREQUENT, unmoved=5), other)[0]


def test_without_a_start_only_ids_that_training_never_held_are_counted():
    table = make_table(make_bin(0, 0, 30, 0.1), FREQUENT, unseen=30, unmoved=None)
    assert "belong to ids that training never held" in texts(table)[0]
    assert texts(make_table(FREQUENT, unmoved=None))[0].endswith("belongs to an id that training holds.")


def test_all_that_moved_is_good():
    lead = found(make_table(FREQUENT))[0]
    assert (lead.severity, lead.text) == ("good", "Every one of the 100 vectors moved from where it started.")


def test_memory_for_ids_that_hardly_occur_is_told():
    table = make_table(make_bin(8, 15, 300, 0.5), FREQUENT, share=0.71)
    assert texts(table)[0] == (
        "`user` holds 71% of the 10,000 parameters, 400 vectors; 75% of its ids occur at most 15 times in training and "
        "make 4.3% of its occurrences."
    )


def test_memory_that_mostly_serves_rare_ids_is_warned_of_before_what_is_good():
    lead = found(make_table(make_bin(8, 15, 300, 0.5), FREQUENT, share=0.71))[0]
    assert (lead.severity, lead.text[:20]) == ("warning", "`user` holds 71% of ")
    assert found(make_table(make_bin(8, 15, 300, 0.5), FREQUENT, share=0.2))[0].severity == "good"


def test_long_vectors_of_rare_ids_are_warned_of():
    (warning,) = [
        one for one in found(make_table(make_bin(8, 15, 30, 2.0, moved=1.5), FREQUENT)) if "long on average" in one.text
    ]
    assert warning.severity == "warning"
    assert "at most 15 times are 2 long on average, those of the others 1" in warning.text


def test_rare_ids_that_are_shorter_few_or_still_where_they_started_are_not():
    assert len(texts(make_table(make_bin(8, 15, 30, 0.5), FREQUENT))) == 2
    assert len(texts(make_table(make_bin(8, 15, 3, 2.0), FREQUENT))) == 2
    assert len(texts(make_table(make_bin(8, 15, 30, 2.0, moved=0.1), FREQUENT))) == 2


def test_the_strongest_pair_of_unlike_fields_is_named():
    cross = CrossWeights(part="cross_1", fields=("user", "item"), strength=((9.0, 3.0), (1.0, 9.0)))
    assert texts(make_table(FREQUENT), crosses=(cross,))[-1] == (
        "Through `cross_1`, `item` acts most on `user`: strength 3, 1.5 times the mean pair."
    )


def test_silent_parts_and_single_fields_have_no_pair():
    none = CrossWeights(part="a", fields=("user", "item"), strength=((0.0, 0.0), (0.0, 0.0)))
    one = CrossWeights(part="b", fields=("user",), strength=((1.0,),))
    assert len(texts(make_table(FREQUENT), crosses=(none, one))) == 2


def test_another_step_and_a_model_without_tables_are_told():
    assert texts(asked=120) == ["The model of step 100 answers, the nearest to step 120 that was kept."]
