"""The build files agree with one another: what is depended on is pinned, what is promised is there."""

import re
import sys
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
LIBRARIES = [Requirement(line) for lines in WANTED for line in lines if not line.startswith("clicklens[")]
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]


def pins_for(python: str) -> dict[str, list[str]]:
    """The constraints that hold on this version of Python: name -> pinned versions."""
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    pins: dict[str, list[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate(environment):
                pins.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier))
    return pins


@pytest.mark.parametrize("python", PYTHONS)
def test_every_library_is_pinned_to_one_version(python: str) -> None:
    pins = pins_for(python)
    assert [wanted.name for wanted in LIBRARIES if canonicalize_name(wanted.name) not in pins] == []
    assert {name: found for name, found in pins.items() if len(found) != 1 or not found[0].startswith("==")} == {}


@pytest.mark.parametrize("python", PYTHONS)
def test_pins_are_within_what_the_package_asks_for(python: str) -> None:
    pins = pins_for(python)
    for wanted in LIBRARIES:
        version = pins[canonicalize_name(wanted.name)][0].removeprefix("==")
        assert wanted.specifier.contains(version), f"{wanted} is pinned to {version}"


def test_make_offers_what_the_documentation_names() -> None:
    offered = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert offered == {"help", "demo", "page", "test", "check", "bench", "docs", "clean"}
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {word for page in pages for word in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert named - offered == set()
