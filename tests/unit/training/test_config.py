from pathlib import Path

import pytest

from clicklens.core.errors import ConfigError, NotFoundError
from clicklens.models import Gwen
from clicklens.training.config import default_kind, load_run_spec, parse_settings, put_setting

TEXT = """
data: {name: toy}
model: {kind: gwen, hidden: [64, 32]}
training: {epochs: 2}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "run.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_is_read(file: Path) -> None:
    spec = load_run_spec(file)
    assert spec.data.name == "toy"
    assert spec.model == Gwen(hidden=(64, 32))
    assert spec.training.epochs == 2


def test_settings_are_changed_on_the_way(file: Path) -> None:
    spec = load_run_spec(file, ["model.hidden=[256,128]", "training.optimizer={kind: sgd}", "capture.every=null"])
    assert spec.model == Gwen(hidden=(256, 128))
    assert spec.training.optimizer.kind == "sgd"
    assert spec.capture.every is None


def test_a_value_may_hold_an_equals_sign(file: Path) -> None:
    assert load_run_spec(file, ["name=a=b"]).name == "a=b"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("training.epoch=3", "did you mean 'epochs'"),
        ("training.epochs", "'key=value' is expected"),
        ("=3", "'key=value' is expected"),
        ("training..epochs=3", "'key=value' is expected"),
        ("training.epochs.more=3", r"'training\.epochs' is 2, which has no settings"),
        ("model.hidden=[1,", "not valid YAML"),
    ],
)
def test_a_wrong_change_is_named(file: Path, override: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as raised:
        load_run_spec(file, [override])
    assert override.split("=")[0] in str(raised.value)


def test_a_wrong_setting_names_the_file(file: Path) -> None:
    file.write_text("data: {name: toy}\ntraning: {}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"run\.yaml: unknown setting 'traning'; did you mean 'training'"):
        load_run_spec(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds nothing"),
        (b"- a\n- b\n", r"holds \['a', 'b'\]"),
        (b"data: {name: toy\n", "not valid YAML.*line"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"!!python/object/apply:os.getcwd []", "not valid YAML"),
    ],
)
def test_a_file_that_holds_no_settings_is_refused(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=said) as raised:
        load_run_spec(file)
    assert "run.yaml" in str(raised.value)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match="there is no file"):
        load_run_spec(tmp_path / name)


def test_settings_alone_become_a_tree() -> None:
    assert parse_settings(["a.b=1", "a.c=[x, y]", "d=null"]) == {"a": {"b": 1, "c": ["x", "y"]}, "d": None}


def test_the_part_of_a_search_is_for_others(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text("data: {path: rows}\nsearch: {is: for others}\n")
    assert load_run_spec(path).data.path == "rows"


def test_a_part_that_was_left_out_has_a_default_kind():
    values = {}
    put_setting(values, "model.hidden", [7], source="the test", begin=default_kind)
    put_setting(values, "training.optimizer.lr", 0.5, source="the test", begin=default_kind)
    assert values == {
        "model": {"kind": "gwen", "hidden": [7]},
        "training": {"optimizer": {"kind": "adagrad", "lr": 0.5}},
    }
    assert default_kind(["training"]) == default_kind(["nothing", "there"]) == {}


def test_a_setting_inside_a_value_is_refused():
    values = {"training": {"epochs": 2}}
    with pytest.raises(ConfigError, match=r"the test: 'training.epochs' is 2, which has no settings"):
        put_setting(values, "training.epochs.more", 1, source="the test")
