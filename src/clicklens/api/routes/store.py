"""``/store``: what the service stands over."""

from importlib.metadata import version

from fastapi import APIRouter, Request

from clicklens.api.dependency import ListingDep, QueueDep, SettingsDep
from clicklens.api.record import StoreInfo
from clicklens.training.clock import utc_now

router = APIRouter(tags=["store"])


@router.get("/store")
def get_store(listing: ListingDep, queue: QueueDep, settings: SettingsDep, request: Request) -> StoreInfo:
    """The store, how many runs it holds, and whether jobs can be submitted."""
    kept = [row for row in listing.rows() if row.trashed_at is None]
    return StoreInfo(
        location=settings.store,
        runs=len(kept),
        version=version("clicklens"),
        can_submit=bool(queue.workers()) or getattr(request.app.state, "keeps_worker", False),
        now=utc_now(),
    )
