from clicklens.analysis.row_score import RowScore, pctr_text


def test_a_logit_is_told_with_its_probability():
    assert RowScore.of(0.0).pctr == 0.5
    assert RowScore.of(-800.0).pctr == 0.0


def test_small_probabilities_keep_three_digits():
    assert [pctr_text(p) for p in (0.5, 0.01234, 0.0001234)] == ["0.5000", "0.0123", "0.000123"]
