"""What a route may ask for, by type: the store, the settings, a run, what a run wrote down."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Path, Request

from clicklens.analysis import Captured
from clicklens.api.answers import Answers
from clicklens.api.job_watch import JobWatch
from clicklens.api.listing import Listing
from clicklens.api.settings import Settings
from clicklens.api.sse import Notices
from clicklens.core.run import Run
from clicklens.core.store import Store
from clicklens.jobs import JobQueue


def settings_of(request: Request) -> Settings:
    """What the service was started with."""
    found: Settings = request.app.state.settings
    return found


def store_of(request: Request) -> Store:
    """The store that the service stands over."""
    found: Store = request.app.state.store
    return found


def answers_of(request: Request) -> Answers:
    """The threads that work on heavy questions."""
    found: Answers = request.app.state.answers
    return found


def notices_of(request: Request) -> Notices:
    """The notices of what changes."""
    found: Notices = request.app.state.notices
    return found


def listing_of(request: Request) -> Listing:
    """The rows of all runs."""
    found: Listing = request.app.state.listing
    return found


def queue_of(request: Request) -> JobQueue:
    """The jobs of the store."""
    found: JobQueue = request.app.state.queue
    return found


def trainers_of(request: Request) -> dict[str, str]:
    """Run -> the job that trains it, or did so last."""
    watch: JobWatch = request.app.state.job_watch
    return watch.trainers()


SettingsDep: TypeAlias = Annotated[Settings, Depends(settings_of)]
StoreDep: TypeAlias = Annotated[Store, Depends(store_of)]
AnswersDep: TypeAlias = Annotated[Answers, Depends(answers_of)]
NoticesDep: TypeAlias = Annotated[Notices, Depends(notices_of)]
ListingDep: TypeAlias = Annotated[Listing, Depends(listing_of)]
QueueDep: TypeAlias = Annotated[JobQueue, Depends(queue_of)]
TrainersDep: TypeAlias = Annotated[dict[str, str], Depends(trainers_of)]

RunWord: TypeAlias = Annotated[
    str, Path(alias="run", max_length=200, description="Id, unique prefix or name of a run; 'latest' is the newest.")
]


def run_of(store: StoreDep, run: RunWord) -> Run:
    """The run that the address names. Only what the store knows comes back, so no word of a client is ever a path."""
    return store.run(run)


RunDep: TypeAlias = Annotated[Run, Depends(run_of)]


def captured_of(store: StoreDep, run: RunDep) -> Captured:
    """What that run wrote down."""
    return Captured(store, run.id)


CapturedDep: TypeAlias = Annotated[Captured, Depends(captured_of)]
