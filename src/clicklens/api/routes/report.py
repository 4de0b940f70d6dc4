"""``/runs/{run}/report``: the run as one file: the page with its answers, or the document for print."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, StreamingResponse

from clicklens.api.answers import Answers
from clicklens.api.content import file_name
from clicklens.api.dependency import CapturedDep, QueueDep, RunDep
from clicklens.api.recorded import count_answers
from clicklens.api.routes.jobs import Awake
from clicklens.api.still import read_bundle, still_pieces
from clicklens.core.errors import NotFoundError, UnavailableError
from clicklens.core.job import Job, ReportRequest
from clicklens.jobs.task import report_path

router = APIRouter(prefix="/runs/{run}", tags=["report"])

# Each file holds its look and its words inside and asks for nothing; the browser lets it do nothing else, and keeps it
# apart from the service's own page.
PRINTED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox allow-popups"
STILL_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; sandbox allow-scripts allow-downloads"
)


@router.get("/report.html", response_class=Response, responses={200: {"content": {"text/html": {}}}})
async def get_report(request: Request, captured: CapturedDep) -> StreamingResponse:
    """The page and this run's answers in one file, which opens without a service; made now, sent as it is made.

    The header ``Clicklens-Answers`` says how many answers it will hold, about.
    """
    bundle = read_bundle()
    if bundle is None:
        raise UnavailableError("the page has not been built, and a report is the page in one file; run 'make page'")

    async def pieces() -> AsyncIterator[str]:
        answers = Answers()  # of its own: a report must not keep the page waiting
        try:
            async for piece in still_pieces(request.app.state.make_recorded_app(answers), captured, bundle):
                yield piece
        finally:
            answers.close(wait=False)

    headers = {
        "Content-Security-Policy": STILL_POLICY,
        "Content-Disposition": f'attachment; filename="{file_name(captured.run.id)}.html"',
        "Clicklens-Answers": str(count_answers(captured)),
    }
    return StreamingResponse(pieces(), media_type="text/html", headers=headers)


@router.post("/report", status_code=201, dependencies=[Awake])
def submit_report(queue: QueueDep, run: RunDep) -> Job:
    """Queues the writing of a run's document for print."""
    return queue.submit(ReportRequest(run=run.id))


@router.get("/printed.html", response_class=Response, responses={200: {"content": {"text/html": {}}}})
def get_printed(queue: QueueDep, run: RunDep) -> FileResponse:
    """The document for print that a job wrote last."""
    path = report_path(queue.root, run.id)
    if not path.is_file():
        raise NotFoundError(f"run '{run.id}' has no document for print yet; a job of kind 'report' writes one")
    return FileResponse(path, media_type="text/html", headers={"Content-Security-Policy": PRINTED_POLICY})
