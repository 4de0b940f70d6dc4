"""What implementations keep of the protocols is in tests/conformance/test_store.py; here is what the protocols are."""

import inspect
import subprocess
import sys

from clicklens.core.store import CheckpointStore, RunStore, SnapshotStore, Store

PARTS = (RunStore, SnapshotStore, CheckpointStore)


def calls(part: type) -> set[str]:
    return {name for name, member in vars(part).items() if inspect.isfunction(member) and not name.startswith("_")}


def test_a_store_is_its_three_parts_and_no_more() -> None:
    assert calls(Store) == set()
    assert {part for part in Store.__mro__ if part in PARTS} == set(PARTS)
    assert sum(len(calls(part)) for part in PARTS) == len(set().union(*map(calls, PARTS)))


def test_every_call_says_what_it_means_and_what_it_returns() -> None:
    for part in PARTS:
        for name in calls(part):
            member = getattr(part, name)
            assert inspect.getdoc(member), name
            assert "return" in member.__annotations__, name


def test_the_nouns_load_neither_arrays_nor_tables_nor_weights() -> None:
    code = (
        "import sys, clicklens.core.store, clicklens.core.schema, clicklens.core.interval, clicklens.core.errors\n"
        "sys.exit(str([name for name in ('torch', 'numpy', 'pandas', 'pyarrow', 'sqlalchemy') if name in sys.modules]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr.strip() == "[]"
