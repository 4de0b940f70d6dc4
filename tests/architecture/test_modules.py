"""Every module has its tests, and none has grown beyond what a person reads in one go."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "clicklens"
MOST_LINES = 400

MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def test_the_package_is_where_these_tests_look_for_it() -> None:
    assert Path("core/errors.py") in MODULES


def test_every_module_has_a_test_file_of_its_name() -> None:
    tested = [module for module in MODULES if module.name not in ("__init__.py", "__main__.py")]
    expected = [Path("tests/unit") / module.parent / f"test_{module.name}" for module in tested]
    missing = [str(path) for path in expected if not (ROOT / path).is_file()]
    assert not missing, "there is no\n" + "\n".join(missing)


def test_no_module_is_longer_than_400_lines() -> None:
    lines = {str(module): len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {module.parent for module in MODULES}
    assert [str(folder) for folder in sorted(folders) if not (PACKAGE / folder / "__init__.py").is_file()] == []


def test_tests_are_no_packages() -> None:
    assert [str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("__init__.py")] == []
