"""Encoding, describing and simulating from the command line, and what bad rows get."""

import pandas as pd
import pytest


@pytest.fixture
def rows(tmp_path):
    """A CSV file of rows and a schema for it."""
    frame = pd.DataFrame(
        {"user": [f"u{i % 7}" for i in range(80)], "price": range(80), "day": [i // 20 for i in range(80)]}
    ).assign(click=[i % 3 == 0 for i in range(80)])
    frame["click"] = frame["click"].astype(int)
    frame.to_csv(tmp_path / "rows.csv", index=False)
    (tmp_path / "schema.yaml").write_text(
        "name: mine\nfields: [{name: user, side: user}, {name: price, kind: numeric}]\ntasks: [click]\nday: day\n"
    )
    return tmp_path


def encode(shell, folder, *more):
    words = (str(folder / "rows.csv"), "--schema", str(folder / "schema.yaml"), "--out", str(folder / "out"))
    return shell("data", "encode", *words, *more)


def test_rows_are_encoded_described_and_trained_on(shell, shell_json, rows):
    code, out, err = encode(shell, rows)
    assert code == 0, err
    assert "train" in out
    described = shell_json("data", "describe", str(rows / "out"))
    assert {field["name"] for field in described["fields"]} == {"user", "price"}
    assert shell("data", "describe", str(rows / "out"))[0] == 0


def test_a_schema_is_drafted_for_rows(shell, rows):
    out = rows / "draft.yaml"
    assert shell("data", "schema", str(rows / "rows.csv"), "--day", "day", "-o", str(out))[0] == 0
    assert "user" in out.read_text()


def test_a_draft_can_be_encoded_as_it_says(shell, rows):
    out = rows / "draft.yaml"
    code, told, _ = shell("data", "schema", str(rows / "rows.csv"), "-o", str(out))
    assert code == 0
    assert "Column 'day' is taken for when a row was" in told
    words = (str(rows / "rows.csv"), "--schema", str(out), "--out", str(rows / "drafted"))
    assert shell("data", "encode", *words)[0] == 0
    assert shell("data", "schema", str(rows / "rows.csv"), "--label", "day", "-o", str(out))[1].startswith("No column")


def test_given_files_make_the_splits(shell, rows):
    source = str(rows / "rows.csv")
    words = ("--given", f"train={source}", "--given", f"test={source}")
    code, out, err = shell("data", "encode", "--schema", str(rows / "schema.yaml"), "--out", str(rows / "o"), *words)
    assert code == 0, err
    assert "test" in out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("click", "2"), "click"),
        (("click", ""), "click"),
        (("price", "dear"), "dear"),
        (("price", "inf"), "price"),
    ],
)
def test_a_bad_cell_names_file_row_field_and_value(shell, rows, change, told):
    column, value = change
    frame = pd.read_csv(rows / "rows.csv", dtype=str)
    frame.loc[4, column] = value
    frame.to_csv(rows / "rows.csv", index=False)
    code, _, err = encode(shell, rows)
    assert code == 2
    assert "rows.csv" in err
    assert "6" in err, "the header is line 1, so row 4 from 0 is line 6"
    assert told in err
    assert not (rows / "out").exists()


def test_a_missing_column_names_the_nearest(shell, rows):
    (rows / "schema.yaml").write_text("name: mine\nfields: [user, prise]\ntasks: [click]\nday: day\n")
    code, _, err = encode(shell, rows)
    assert code == 2
    assert "prise" in err
    assert "price" in err


def test_an_empty_file_a_wrong_split_and_no_rows_are_refused(shell, rows):
    code, _, err = encode(shell, rows, "--split", "kind=tiem")
    assert code == 2
    assert "time" in err
    assert shell("data", "encode", "--schema", "s", "--out", "o")[0] == 2
    (rows / "rows.csv").write_text("")
    code, _, err = encode(shell, rows)
    assert code == 2
    assert "empty" in err


def test_an_unknown_ready_made_set_names_the_nearest(shell):
    code, _, err = shell("data", "get", "movielens-100")
    assert code == 2
    assert "movielens-100k" in err


def test_ready_made_sets_are_listed(shell, shell_json):
    names = {row["name"] for row in shell_json("data", "list")}
    assert {"movielens-100k", "open-bandit", "amazon-s3rec", "frappe-x1"} <= names
    assert "movielens-100k" in shell("data", "list")[1]


def test_a_world_is_simulated(shell_json, tmp_path):
    words = ("--set", "rows=2000", "--set", "users=300", "--set", "ads=400")
    told = shell_json("data", "simulate", "--out", str(tmp_path / "world"), *words)
    assert sum(split["rows"] for split in told["manifest"]["splits"].values()) == 2000
    assert (tmp_path / "world" / "truth.json").exists()


def test_encoded_rows_are_crossed(shell, shell_json, rows):
    assert encode(shell, rows)[0] == 0
    words = ("--fields", "user,price", "--min-count", "2", "--buckets", "3", "--out", str(rows / "crossed"))
    made = shell_json("data", "cross", str(rows / "out"), *words)
    assert [field["name"] for field in made["manifest"]["feature_schema"]["fields"]] == [
        "user",
        "price",
        "user_x_price",
    ]
    described = shell_json("data", "describe", str(rows / "crossed"))
    assert described["fields"][-1]["top"][0]["value"].startswith("user=u")


def test_a_cross_of_an_unknown_field_names_the_nearest(shell, rows):
    assert encode(shell, rows)[0] == 0
    code, _, err = shell("data", "cross", str(rows / "out"), "--fields", "user,prise", "--out", str(rows / "crossed"))
    assert code == 2
    assert "did you mean 'price'" in err
    assert not (rows / "crossed").exists()
