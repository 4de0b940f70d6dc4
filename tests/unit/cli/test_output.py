"""Tables for people, JSON for programs."""

import json

from clicklens.cli.output import print_json, print_lines, print_table
from clicklens.core.interval import Interval


def test_records_and_plain_values_become_json(capsys):
    print_json(Interval(value=0.5, low=0.4, high=0.6))
    assert json.loads(capsys.readouterr().out)["low"] == 0.4
    print_json([{"名": None}])
    assert json.loads(capsys.readouterr().out) == [{"名": None}]


def test_a_table_shows_numbers_as_people_read_them(capsys):
    print_table("Figures", [{"n": 1234567, "auc": 0.71234, "none": None, "nan": float("nan"), "yes": True}])
    out = capsys.readouterr().out
    assert "1,234,567" in out
    assert "0.7123" in out
    assert out.count("–") == 2
    assert "yes" in out


def test_a_long_table_says_what_it_left_out(capsys):
    print_table("Rows", [{"row": i} for i in range(100)], limit=10)
    assert "90 rows more" in capsys.readouterr().out


def test_an_empty_table_says_so(capsys):
    print_table("Runs", [])
    assert capsys.readouterr().out == "Runs: none\n"


def test_brackets_in_values_are_not_markup(capsys):
    print_table("Values", [{"value": "[red]x[/red]"}])
    print_lines(["[bold]y"])
    out = capsys.readouterr().out
    assert "[red]x[/red]" in out
    assert "[bold]y" in out
