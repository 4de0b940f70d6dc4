from clicklens.data.progress import Progress, unheard


def test_progress_says_stage_rows_and_what_is_known_of_the_total():
    assert Progress("learning", 5, None) != Progress("learning", 5, 10)
    assert unheard(Progress("writing", 5, 10)) is None
