from clicklens.api.metric_series import course_table, make_course
from clicklens.core.run import MetricPoint


def points(split: str, day: int | None = None, count: int = 3) -> list[MetricPoint]:
    values = [{"auc": 0.5 + i / 100, "gauc": None} for i in range(count)]
    return [MetricPoint(step=i, epoch=i / 2, split=split, day=day, values=v) for i, v in enumerate(values)]


def test_a_series_is_a_metric_of_a_split_and_a_day_the_whole_split_first() -> None:
    course = make_course("r", [*points("test", 4), *points("test"), *points("a")], metrics=None, most=100)
    found = [(one.split, one.day, one.metric) for one in course.series]
    assert found == [(s, d, m) for s, d in (("a", None), ("test", None), ("test", 4)) for m in ("auc", "gauc")]
    assert course.series[0].values == (0.5, 0.51, 0.52)
    assert course.series[1].values == (None, None, None)
    assert course.last_step == 2


def test_a_long_series_is_thinned_and_keeps_its_peak() -> None:
    long = points("test", count=1000)
    long[777] = MetricPoint(step=777, epoch=1, split="test", values={"auc": 99.0})
    (series,) = make_course("r", long, metrics={"auc"}, most=10).series
    assert len(series.steps) == len(series.values) == len(series.epochs) <= 10
    assert 777 in series.steps


def test_a_run_without_evaluations_has_no_series() -> None:
    course = make_course("r", [], metrics=None, most=10)
    assert (course.series, course.last_step) == ((), None)
    assert course_table(course).num_rows == 0


def test_as_a_table_it_has_a_row_a_point() -> None:
    table = course_table(make_course("r", points("test", 4), metrics={"auc"}, most=10))
    assert table.to_pylist()[1] == {"split": "test", "day": 4, "metric": "auc", "step": 1, "epoch": 0.5, "value": 0.51}
