"""What the product never does: run what it loads, print, or know the machine that it was written on."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))

RUNS_WHAT_IT_LOADS = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
FORBIDDEN_CALLS = {"eval", "exec", "print"}
FORBIDDEN_ATTRIBUTES = {("torch", "load"), ("torch", "save")}
PICKLING_METHODS = {"read_pickle", "to_pickle"}

_HOSTS = [".".join(parts) for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org")]]
OF_ONE_MACHINE = re.compile(
    "|".join([r"(?<![\w./-])/(work|root)/", r"shared/data", r"index-url", r"find-links", *map(re.escape, _HOSTS)])
)
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".html", ".css", ".js", ".ts", ".tsx", ".json", ""}
PRODUCT = ["src", "docs", "examples", "benchmarks", "reproductions", "schemas"]


def forbidden_in(source: str) -> Iterator[str]:
    """Each forbidden import, call or attribute of ``source``, as ``line: what``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names if name.name.split(".")[0] in RUNS_WHAT_IT_LOADS]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found = [module] if module.split(".")[0] in RUNS_WHAT_IT_LOADS else []
            found += [f"{module}.{name.name}" for name in node.names if (module, name.name) in FORBIDDEN_ATTRIBUTES]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found = [f"{node.func.id}()"] if node.func.id in FORBIDDEN_CALLS else []
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            bad = (owner, node.attr) in FORBIDDEN_ATTRIBUTES or node.attr in PICKLING_METHODS
            found = [f"{owner}.{node.attr}"] if bad else []
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            refuses = isinstance(node.value, ast.Constant) and node.value.value is False
            found = [] if refuses else ["allow_pickle"]
        else:
            continue
        yield from (f"{node.lineno}: {what}" for what in found)


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "import torch\ntorch.load('x')",
        "from torch import save",
        "eval('1')",
        "exec('1')",
        "print('1')",
        "table.to_pickle('x')",
        "numpy.load('x', allow_pickle=True)",
    ],
)
def test_the_search_finds_what_it_is_for(source: str) -> None:
    assert list(forbidden_in(source)) != []


@pytest.mark.parametrize("source", ["model.eval()", "console.print('1')", "'no pickle'", "f(allow_pickle=False)"])
def test_the_search_leaves_what_is_right(source: str) -> None:
    assert list(forbidden_in(source)) == []


def test_no_source_runs_what_it_loads_or_prints() -> None:
    found = {str(path.relative_to(ROOT)): list(forbidden_in(path.read_text(encoding="utf-8"))) for path in SOURCES}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_nothing_names_a_package_registry_or_a_path_of_one_machine() -> None:
    files = [path for folder in PRODUCT for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".")]
    found = {}
    for path in sorted(files):
        if path.suffix in TEXT and "__pycache__" not in path.parts and ".egg-info" not in str(path):
            hits = [match.group() for match in OF_ONE_MACHINE.finditer(path.read_text(encoding="utf-8"))]
            found[str(path.relative_to(ROOT))] = hits
    assert "pyproject.toml" in found
    assert {path: hits for path, hits in found.items() if hits} == {}
