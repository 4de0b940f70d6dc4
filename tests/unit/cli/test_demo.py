"""The demo trains, reports and sums up; where nothing can be fetched it says so and goes on."""

import json

import pytest

from clicklens.cli import demo
from clicklens.core.errors import DownloadError
from clicklens.data.simulate import WorldSpec, simulated_dataset


@pytest.fixture
def small_world(monkeypatch, tmp_path):
    """The catalogue's simulated world, made small; everything else cannot be fetched."""
    asked = []
    world = WorldSpec(rows=4_000, users=600, queries=400, ads=400)

    def load(name, *, progress=None):
        asked.append(name)
        if name != "simulated":
            raise DownloadError("no network")
        return simulated_dataset(world, tmp_path / "world", progress=progress)

    monkeypatch.setattr("clicklens.data.catalog.load", load)
    monkeypatch.setattr(demo, "EPOCHS", 2)
    return asked


def test_it_ends_with_a_summary_and_the_reports_path(shell, small_world, tmp_path):
    report = tmp_path / "report.html"
    code, out, err = shell("demo", "--no-serve", "--store", str(tmp_path / "runs"), "-o", str(report))
    assert code == 0, err
    assert small_world == ["movielens-100k/random", "simulated"]
    assert "cannot be had here" in err
    assert "made up" in err
    assert str(report) in out
    assert report.exists()


def test_offline_it_fetches_nothing_and_tells_as_json(shell_json, small_world, tmp_path):
    told = shell_json("demo", "--offline", "--store", str(tmp_path / "runs"), "-o", str(tmp_path / "r.html"))
    assert small_world == ["simulated"]
    assert len(told["summary"]) >= 5
    assert json.dumps(told)
