"""The kinds of a catalogue: none knows another, and every analysis has its page."""

import ast
import sys
from pathlib import Path

import pytest

from clicklens.analysis.catalog import ANALYSES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
BUILT_ON_ANOTHER = {"alarm"}  # it reads what fluctuation found


def kinds_of(package: str) -> list[str]:
    """The modules that the package's catalogue imports and that say their own name, as a kind does."""
    folder = ROOT / "src" / "clicklens" / package
    catalog = parsed(folder / "catalog.py")
    imports = [node.module or "" for node in ast.walk(catalog) if isinstance(node, ast.ImportFrom)]
    names = {module.rpartition(".")[2] for module in imports if module.startswith(f"clicklens.{package}.")}
    return sorted(name for name in names if (folder / f"{name}.py").is_file() and says(folder / f"{name}.py", name))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def says(path: Path, name: str) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == name for node in ast.walk(parsed(path)))


def independent_modules() -> set[str]:
    """Every module that a contract of pyproject.toml keeps independent."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contracts = [contract for contract in settings["contracts"] if contract["type"] == "independence"]
    return {module for contract in contracts for module in contract["modules"]}


def test_the_kinds_of_model_are_found() -> None:
    assert {"gwen", "logistic"} <= set(kinds_of("models"))


def test_every_analysis_lives_in_the_module_of_its_name() -> None:
    assert ANALYSES
    assert sorted(ANALYSES) == kinds_of("analysis")


@pytest.mark.parametrize("package", ["models", "analysis"])
def test_every_kind_stands_in_a_contract_of_independence(package: str) -> None:
    kinds = {f"clicklens.{package}.{kind}" for kind in kinds_of(package) if kind not in BUILT_ON_ANOTHER}
    missing = kinds - independent_modules()
    assert not missing, f"name them in the contract of independence in pyproject.toml: {sorted(missing)}"


def test_every_analysis_has_its_page() -> None:
    missing = [kind for kind in ANALYSES if not (ROOT / "docs" / "methods" / f"{kind}.md").is_file()]
    assert not missing, f"write docs/methods/<kind>.md for {missing}"
