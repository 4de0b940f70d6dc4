import pandas
import pytest

from clicklens.data.ready.movielens import age_group, decade, impressions, item_name, title_and_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toy Story (1995)", ("Toy Story", 1995)),
        (
            "Shanghai Triad (Yao a yao yao dao waipo qiao) (1995)",
            ("Shanghai Triad (Yao a yao yao dao waipo qiao)", 1995),
        ),
        (
            "Land Before Time III: The Time of the Great Giving (1995) (V)",
            ("Land Before Time III: The Time of the Great Giving", 1995),
        ),
        ("unknown", ("unknown", None)),
        ("Babylon 5", ("Babylon 5", None)),
        ("Death Note (2006–2007)", ("Death Note (2006–2007)", None)),
    ],
)
def test_a_title_is_parted_from_its_year(text: str, expected: tuple[str, int | None]) -> None:
    assert title_and_year(text) == expected


def test_a_film_is_named_by_number_title_and_year() -> None:
    assert item_name(246, "Chasing Amy", 1997) == "246: Chasing Amy (1997)"
    assert item_name(267, "unknown", None) == "267: unknown"


def test_ages_and_years_are_grouped() -> None:
    assert [age_group(age) for age in (1, 17, 18, 24, 25, 34, 35, 44, 45, 49, 50, 55, 56, 73)] == [
        "under 18", "under 18", "18-24", "18-24", "25-34", "25-34", "35-44", "35-44", "45-49", "45-49", "50-55",
        "50-55", "56+", "56+",
    ]  # fmt: skip
    assert [decade(1995), decade(2000), decade(None)] == ["1990s", "2000s", None]


def test_ratings_become_impressions_in_time_order_with_the_liked_films_before() -> None:
    hour = 3600
    ratings = pandas.DataFrame(
        {"user_id": [7, 7, 7, 8], "movie_id": [3, 1, 2, 1], "rating": [5, 4, 3, 1], "timestamp": [2 * hour, 0, hour, 9]}
    )
    year = pandas.Series([1990, 1991, None], dtype=object)
    items = pandas.DataFrame(
        {"movie_id": [1, 2, 3], "title": ["A", "B", "C"], "year": year, "genres": [["War"], [], ["War"]]}
    )
    users = pandas.DataFrame({"user_id": [7, 8], "gender": ["F", "M"]})
    rows = impressions(ratings=ratings, items=items, users=users).to_pylist()
    assert [row["item_id"] for row in rows] == ["1: A (1990)", "1: A (1990)", "2: B (1991)", "3: C"]
    assert [row["click"] for row in rows] == [1, 0, 0, 1]  # a 1 from four stars on
    assert [row["history"] for row in rows] == [[], [], ["1: A (1990)"], ["1: A (1990)"]]
    assert [row["gender"] for row in rows] == ["F", "M", "F", "F"]
    assert [row["hour"] for row in rows] == [0, 0, 1, 2]
    assert {row["weekday"] for row in rows} == {"Thursday"}
    assert rows[3]["decade"] is None
