from clicklens.analysis.embedding_map_finding import embedding_map_findings
from tests.live_results import GATHERED, SPREAD, make_map


def texts(**settings):
    return [finding.text for finding in embedding_map_findings(make_map(**settings))]


def test_gathering_is_told_against_chance():
    assert texts(gathering=GATHERED)[0] == (
        "Of an id's 10 nearest in `good`, 43% are of its `kind`; chance gives 5%, at most 6%: the model sees them as "
        "alike (silhouette 0.21)."
    )
    chance = GATHERED.model_copy(update={"purity": 0.055, "silhouette": None})
    assert texts(gathering=chance)[0].endswith("at most 6%: the vectors say nothing of it.")
    assert "Too few ids stand with a value of `kind`" in texts()[0]


def test_the_spread_of_one_rows_scores_is_told():
    assert texts(gathering=GATHERED, spread=SPREAD)[1] == (
        "With one id after another in example 4, logits of one `kind` spread by 0.60, all by 1.20: the category "
        "explains 75% of what the id does."
    )


def test_what_was_looked_at_and_another_step_are_told():
    assert texts(category=None, asked=120) == [
        "The map shows 3 of the 9 ids of `good` that training holds.",
        "The model of step 100 answers, the nearest to step 120 that was kept.",
    ]
