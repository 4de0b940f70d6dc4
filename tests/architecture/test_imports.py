"""What an import costs: the heavy libraries are loaded when they are needed, not when the package is."""

import subprocess
import sys

import pytest


def loaded_after(statement: str) -> set[str]:
    """The names of the modules that a fresh interpreter has loaded after ``statement``."""
    program = f"import sys\n{statement}\nsys.stdout.write(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


def test_the_package_loads_without_torch() -> None:
    loaded = loaded_after("import clicklens")
    assert "clicklens" in loaded
    assert loaded & {"torch", "pandas", "polars", "sqlalchemy", "sklearn", "matplotlib", "openTSNE"} == set()


def test_packages_are_loaded_when_they_are_named() -> None:
    loaded = loaded_after("import clicklens as cl; cl.interactions.explain; cl.data.load")
    assert {"clicklens.interactions.explain", "clicklens.data.catalog"} <= loaded


def test_the_service_answers_before_anything_is_drawn_and_before_rows_are_asked_for() -> None:
    loaded = loaded_after("import clicklens.api, clicklens.api.serve, clicklens.jobs, clicklens.workbench")
    assert "clicklens.analysis.catalog" in loaded
    drawn = {"matplotlib", "openTSNE", "scipy.stats", "sklearn", "optuna", "webbrowser"}
    assert loaded & {*drawn, "duckdb", "polars"} == set()


def test_the_command_line_shows_its_help_without_the_libraries_behind_its_commands() -> None:
    loaded = loaded_after("import clicklens.cli.app")
    assert loaded & {"torch", "pandas", "polars", "pyarrow", "sqlalchemy", "fastapi", "matplotlib"} == set()


@pytest.mark.parametrize("module", ["errors", "record", "interval", "field", "schema", "run", "snapshot", "store"])
def test_the_nouns_load_without_torch_and_without_tables(module: str) -> None:
    loaded = loaded_after(f"import clicklens.core.{module}")
    assert loaded & {"torch", "pandas", "sqlalchemy", "matplotlib"} == set()
