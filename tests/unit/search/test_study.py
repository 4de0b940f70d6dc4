"""The study gives settings that depend on the seed and what came before, and forgets nothing when it is killed."""

import math
import sqlite3

import pytest

from clicklens.core.errors import CorruptError
from clicklens.search import SearchSpec
from clicklens.search.study import FILE, Study

SPACE = {
    "lr": {"low": 0.001, "high": 0.1, "log": True},
    "hidden": {"choices": [[8, 4], [8]]},
    "n": {"low": 1, "high": 9},
}


def spec(**changes):
    return SearchSpec.parse({"space": SPACE, "sampler": "tpe", "pruner": "none", **changes}, source="the test")


def study(folder, **changes):
    folder.mkdir(exist_ok=True)
    return Study(folder, spec(**changes), lower_is_better=False)


def value_of(settings):
    return -((math.log10(settings["lr"]) + 2) ** 2)


def go_through(found, numbers):
    asked = []
    for number in numbers:
        trial = found.ask(number)
        asked.append(trial.settings)
        found.tell(trial, "complete", value_of(trial.settings))
    return asked


def test_settings_come_as_they_were_written(tmp_path):
    found = study(tmp_path)
    for settings in go_through(found, range(1, 6)):
        assert list(settings) == ["lr", "hidden", "n"]
        assert 0.001 <= settings["lr"] <= 0.1
        assert settings["hidden"] in ([8, 4], [8])
        assert isinstance(settings["n"], int)
    found.close()


def test_a_search_that_is_broken_off_goes_on_with_the_settings_of_an_unbroken_one(tmp_path):
    whole = study(tmp_path / "whole")
    expected = go_through(whole, range(1, 15))
    whole.close()

    first = study(tmp_path / "broken")
    asked = go_through(first, range(1, 12))
    under_way = first.ask(12).settings
    first.close()  # as a kill leaves it: asked and not told

    again = study(tmp_path / "broken")
    again.settle()
    assert again.ended() == set(range(1, 12))
    assert [*asked, *go_through(again, range(12, 15))] == expected
    assert under_way == expected[11]
    assert again.ended() == set(range(1, 15))
    again.close()


def test_an_attempt_that_failed_by_itself_is_not_made_again(tmp_path):
    found = study(tmp_path)
    found.tell(found.ask(1), "failed")
    found.tell(found.ask(2), "pruned")
    assert found.ended() == {1, 2}
    found.close()


def test_a_trial_far_behind_the_median_is_told_to_stop(tmp_path):
    found = study(tmp_path, pruner="median", sampler="random")
    for number in range(1, 7):
        trial = found.ask(number)
        assert not trial.report(0.7, 1)
        found.tell(trial, "complete", 0.7)
    assert found.ask(7).report(0.5, 1)
    assert not found.ask(8).report(0.8, 1)
    found.close()


def test_a_grid_is_followed(tmp_path):
    space = {"hidden": {"choices": [[8, 4], [8]]}, "n": {"low": 1, "high": 3}}
    found = study(tmp_path, sampler="grid", space=space)
    asked = []
    for number in range(1, 7):
        trial = found.ask(number)
        asked.append((len(trial.settings["hidden"]), trial.settings["n"]))
        found.tell(trial, "complete", 0.5)
    assert sorted(asked) == [(a, b) for a in (1, 2) for b in (1, 2, 3)]
    found.close()


def test_few_trials_or_equal_ones_say_nothing_of_importance(tmp_path):
    found = study(tmp_path)
    go_through(found, range(1, 5))
    assert found.importance() == {}
    found.close()


def test_importance_ranks_the_setting_that_acts_over_those_that_do_not(tmp_path):
    found = study(tmp_path, sampler="random")
    go_through(found, range(1, 31))
    shares = found.importance()
    assert shares["lr"] > 0.8
    assert max(shares["hidden"], shares["n"]) < 0.2
    assert sum(shares.values()) == pytest.approx(1.0)
    found.close()


def test_what_is_kept_is_numbers_and_text_and_nothing_that_is_unpickled(tmp_path):
    found = study(tmp_path)
    go_through(found, range(1, 3))
    found.close()
    connection = sqlite3.connect(tmp_path / FILE)
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    types = {str(column[2]).upper() for table in tables for column in connection.execute(f"pragma table_info({table})")}
    connection.close()
    assert "trials" in tables
    assert not {kind for kind in types if "BLOB" in kind}


def test_a_file_that_is_no_study_is_named(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(CorruptError, match=FILE):
        study(tmp_path)
