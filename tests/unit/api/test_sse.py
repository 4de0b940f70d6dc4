import asyncio
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from clicklens.api.sse import KEPT, OVERLAP, WAITING, Notices


def heard(notices: Notices, last_id: str | None, act: Callable[[], None] = lambda: None, *, count: int) -> list[str]:
    """The first ``count`` blocks that a listener gets; ``act`` happens once it listens."""

    async def listen() -> list[str]:
        stream = notices.listen(last_id, heartbeat=0.05)
        found = [await anext(stream)]
        act()
        while len(found) < count:
            found.append(await asyncio.wait_for(anext(stream), 2))
        await stream.aclose()
        return found

    return asyncio.run(listen())


def kinds(blocks: list[str]) -> list[str]:
    return [line for block in blocks for line in block.split("\n") if line.startswith(("event", "id"))]


def test_a_notice_has_an_id_a_kind_and_one_line_of_data() -> None:
    notices = Notices(epoch="e")
    found = heard(notices, None, lambda: notices.tell("metrics", {"run": "ä\n\nevent: x", "step": 3}), count=3)
    assert found[0] == "retry: 2000\n\n"
    assert found[1] == "id: e-0\nevent: hello\ndata: {}\n\n"
    assert found[2] == 'id: e-1\nevent: metrics\ndata: {"run":"ä\\n\\nevent: x","step":3}\n\n'


def test_what_was_missed_is_told_again_and_nothing_else() -> None:
    notices = Notices(epoch="e")
    for step in range(5):
        notices.tell("metrics", {"step": step})
    assert kinds(heard(notices, "e-3", count=3)) == ["id: e-4", "event: metrics", "id: e-5", "event: metrics"]


def test_a_new_listener_hears_the_last_seconds_again() -> None:
    now = [0.0]
    notices = Notices(epoch="e", clock=lambda: now[0])
    notices.tell("run", {"run": "old"})
    now[0] = OVERLAP + 1
    notices.tell("run", {"run": "new"})
    found = heard(notices, None, count=3)
    assert kinds(found) == ["id: e-1", "event: hello", "id: e-2", "event: run"]


def test_who_asks_for_what_is_no_longer_known_asks_for_all_anew() -> None:
    notices = Notices(epoch="e")
    for step in range(KEPT + 10):
        notices.tell("metrics", {"step": step})
    for last_id in ("other-5", "e-3", "e-999999", "e-", "e--1", "nonsense", "e-" + "9" * 50, "e-٣"):
        assert kinds(heard(notices, last_id, count=2)) == [f"id: e-{KEPT + 10}", "event: resync"]


def test_the_latest_id_misses_nothing() -> None:
    notices = Notices(epoch="e")
    notices.tell("run", {})
    assert heard(notices, "e-1", count=2)[1] == ": still here\n\n"


def test_a_slow_listener_is_told_to_ask_anew_and_takes_no_memory() -> None:
    notices = Notices(epoch="e")

    def flood() -> None:
        for step in range(WAITING * 3):
            notices.tell("metrics", {"step": step})
        (listener,) = notices._listeners
        assert len(listener.waiting) <= WAITING

    found = kinds(heard(notices, "e-0", flood, count=2))
    assert found == [f"id: e-{WAITING * 3}", "event: resync"]


def test_a_heartbeat_says_that_the_connection_lives() -> None:
    assert heard(Notices(), None, count=3)[2].startswith(": ")


def test_who_has_gone_is_forgotten_and_a_closed_service_ends_all() -> None:
    notices = Notices()
    heard(notices, None, count=2)
    assert notices.listeners == 0

    async def closed() -> list[str]:
        found = []
        async for block in notices.listen(None):
            found.append(block)
            notices.close()
        return found

    assert len(asyncio.run(closed())) <= 2


@given(told=st.integers(0, 60), asked=st.integers(0, 60))
def test_no_notice_is_lost_or_told_twice(told: int, asked: int) -> None:
    notices = Notices(epoch="e")
    for step in range(told):
        notices.tell("metrics", {"step": step})
    if asked <= told:
        blocks = heard(notices, f"e-{asked}", count=1 + told - asked)[1:]
        assert [block.split("\n")[0] for block in blocks] == [f"id: e-{i}" for i in range(asked + 1, told + 1)]
    else:
        assert "resync" in heard(notices, f"e-{asked}", count=2)[1]
