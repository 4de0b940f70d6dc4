"""``/events``: what changes, as it changes."""

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from clicklens.api.dependency import NoticesDep

router = APIRouter(tags=["events"])


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def listen(
    notices: NoticesDep, last_event_id: Annotated[str | None, Header(alias="Last-Event-ID", max_length=100)] = None
) -> StreamingResponse:
    """Server-sent events that say what changed, never how: the page asks again for that part.

    ``run``, ``metrics``, ``event``, ``snapshot``, ``job`` and ``gone`` name the run (or job) and the step. ``resync``
    says that notices were missed and all is to be asked for anew; ``hello`` opens a first connection.
    """
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(notices.listen(last_event_id), media_type="text/event-stream", headers=headers)
