"""Trackers as files, and trackers that are shared by their links."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from domain.trackers.files import FileKind, LineProblem, read_file, write_file
from domain.trackers.shared_trackers import (
    clone_tracker,
    share_tracker,
    shared_tracker,
    stop_sharing,
)
from domain.trackers.transfer import Imported, export_trackers, import_trackers
from domain.trackers.values import TrackerView
from webhooks.access import Product, Reader, Tracking
from webhooks.api.tracker_values import StartedItem
from webhooks.api.values import V1, Body, Number, Price, StayItem

CREATED, NO_CONTENT = 201, 204
CSV, JSON = "text/csv; charset=utf-8", "application/json"
FILE = {"schema": {"type": "object", "examples": [{"version": 1, "trackers": []}]}}
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", examples=["p3Yt0mK9dWcQ2vXzR8sLbA"])]
files = APIRouter(prefix=f"{V1}/trackers", tags=["trackers"])
shared = APIRouter(prefix=f"{V1}/shared", tags=["trackers"])


class TrackerFile(Body):
    """A file of trackers, CSV or JSON, as it was exported here or by the chat."""

    content: Annotated[
        str, Field(min_length=1, max_length=262_144, examples=["name,state,frequency,…"])
    ]


class ProblemOfLine(BaseModel):
    """A line that was not taken, counted from 1, and the part of it that is wrong."""

    line: Annotated[int, Field(examples=[3])]
    fault: Annotated[str, Field(examples=["unreadable"])]
    field: str
    refusal: Annotated[str | None, Field(examples=["TrackerLimitReached"])]

    @classmethod
    def of(cls, problem: LineProblem) -> "ProblemOfLine":
        """Return what is wrong in the API's form."""
        refusal = problem.refusal and type(problem.refusal).__name__
        return cls(
            line=problem.number, fault=problem.fault.value, field=problem.field, refusal=refusal
        )


class ImportResult(BaseModel):
    """How many trackers are new, how many were there, and what could not be taken."""

    new: Annotated[int, Field(examples=[2])]
    known: Annotated[int, Field(examples=[0])]
    problems: list[ProblemOfLine]

    @classmethod
    def of(cls, imported: Imported) -> "ImportResult":
        """Return the outcome in the API's form."""
        problems = [ProblemOfLine.of(one) for one in imported.problems]
        return cls(new=imported.new, known=imported.known, problems=problems)


class Share(BaseModel):
    """What leads to a shared tracker: by the API `/shared/{token}`, in Telegram the link."""

    token: Annotated[str, Field(examples=["p3Yt0mK9dWcQ2vXzR8sLbA"])]


class SharedItem(BaseModel):
    """A tracker as anyone with its link sees it, without its owner."""

    name: Annotated[str, Field(examples=["Lotus Beach Resort"])]
    kind: Annotated[str, Field(examples=["hotel_stay"])]
    stay: StayItem
    last_total: Price | None

    @classmethod
    def of(cls, view: TrackerView) -> "SharedItem":
        """Return a shared tracker in the API's form."""
        return cls(
            name=view.name, kind=view.kind.value, stay=StayItem.of(view.stay),
            last_total=Price.maybe(view.last_total),
        )  # fmt: skip


@files.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}, JSON: FILE}}},
)
async def export_file(
    traveller: Reader, app: Product, kind: Annotated[FileKind, Query()] = FileKind.JSON
) -> Response:
    """Return the trackers as a file, which `POST /trackers/import` and the chat read."""
    content = write_file(await export_trackers(app, traveller), kind)
    name = f"trackers.{kind.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=CSV if kind is FileKind.CSV else JSON, headers=headers)


@files.post("/import")
async def import_file(body: TrackerFile, traveller: Tracking, app: Product) -> ImportResult:
    """Watch what a file says, each line for itself; the same file twice brings nothing new."""
    lines = read_file(body.content.encode(errors="surrogatepass"))
    return ImportResult.of(await import_trackers(app, traveller, lines))


@files.post("/{tracker_id}/share", status_code=CREATED)
async def share(tracker_id: Number, traveller: Tracking, app: Product) -> Share:
    """Share a tracker; the same token each time."""
    return Share(token=await share_tracker(app, traveller, tracker_id))


@files.delete("/{tracker_id}/share", status_code=NO_CONTENT)
async def unshare(tracker_id: Number, traveller: Tracking, app: Product) -> None:
    """Take the link back; what others began by it stays theirs."""
    await stop_sharing(app, traveller, tracker_id)


@shared.get("/{token}")
async def read_shared(token: Token, _traveller: Reader, app: Product) -> SharedItem:
    """Return what somebody shares."""
    return SharedItem.of(await shared_tracker(app, token))


@shared.post("/{token}/track", status_code=CREATED)
async def track_shared(
    token: Token, traveller: Tracking, app: Product, response: Response
) -> StartedItem:
    """Watch the same, in your own currency."""
    started = await clone_tracker(app, traveller, token)
    response.headers["Location"] = f"/api/v1/trackers/{started.tracker.tracker_id}"
    return StartedItem.of(started)
