"""``/runs/{run}/results/{kind}``: the answer of an analysis, the table behind it, and its picture."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from clicklens.analysis import Result
from clicklens.api.answers import Answers
from clicklens.api.caching import cached, is_known, unchanged
from clicklens.api.content import PictureFormat, TableFormat, download, picture_bytes, table_bytes
from clicklens.api.dependency import AnswersDep
from clicklens.api.question import Question, question_of
from clicklens.api.result_union import AnyResult

router = APIRouter(prefix="/runs/{run}/results/{kind}", tags=["results"])

QuestionDep = Annotated[Question, Depends(question_of)]
Known = Annotated[str | None, Header(alias="If-None-Match", max_length=2000)]


@router.get("", response_model=AnyResult)
async def get_result(question: QuestionDep, answers: AnswersDep, known: Known = None) -> Response:
    """The typed result, told apart by ``kind``; 304 where the asker has it."""
    if is_known(question.tag, known):
        return unchanged(question.tag)
    text = await answers.ask(f"result {question.tag}", lambda: question.answer().model_dump_json())
    return Response(text, media_type="application/json", headers=cached(question.tag))


@router.get("/table", response_class=Response)
async def get_result_table(
    question: QuestionDep,
    answers: AnswersDep,
    form: Annotated[TableFormat, Query(alias="format")] = "csv",
    known: Known = None,
) -> Response:
    """The table behind the picture."""
    return await _made(question, answers, form, known, lambda result: table_bytes(result.to_frame(), form))


@router.get("/picture", response_class=Response)
async def get_result_picture(
    question: QuestionDep,
    answers: AnswersDep,
    form: Annotated[PictureFormat, Query(alias="format")] = "png",
    known: Known = None,
) -> Response:
    """The picture, as a report shows it."""
    return await _made(question, answers, form, known, lambda result: picture_bytes(result.plot, form))


async def _made(
    question: Question, answers: Answers, form: str, known: str | None, make: Callable[[Result], bytes]
) -> Response:
    tag = f'{question.tag[:-1]}.{form}"'
    if is_known(tag, known):
        return unchanged(tag)
    content = await answers.ask(f"content {tag}", lambda: make(question.answer()))
    name = f"{question.subject.run.id}-{question.kind}"
    return download(content, form, name=name, headers=cached(tag))
