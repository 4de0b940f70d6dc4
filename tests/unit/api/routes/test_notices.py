import asyncio

from clicklens.api.routes.notices import listen
from clicklens.api.sse import Notices


def test_notices_are_a_stream_that_no_one_keeps() -> None:
    notices = Notices(epoch="e")
    notices.tell("run", {"run": "a"})

    async def answer() -> tuple[str, str, list[str]]:
        response = await listen(notices, "e-0")
        stream = response.body_iterator
        found = [await anext(stream), await anext(stream)]
        return response.media_type, response.headers["cache-control"], found

    kind, keep, found = asyncio.run(answer())
    assert (kind, keep) == ("text/event-stream", "no-store")
    assert found[1].startswith("id: e-1\nevent: run\n")
