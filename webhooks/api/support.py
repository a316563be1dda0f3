"""`/support`: writing to the people behind the bot, and what administrators read of their work."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from domain.administration.audit import Entry, read_audit
from domain.administration.broadcasts.queries import BroadcastView, list_broadcasts
from domain.administration.broadcasts.service import report
from domain.administration.support.queries import Line, ThreadView
from domain.administration.support.service import LONGEST_TEXT, own_thread, write
from domain.languages import LANGUAGES
from webhooks.access import Administrator, Product, Reader, Tracking
from webhooks.api.paging import Page, Paged
from webhooks.api.values import V1

CREATED = 201
support = APIRouter(prefix=f"{V1}/support", tags=["support"])
administration = APIRouter(prefix=f"{V1}/administration", tags=["administration"])
Moment = Annotated[datetime, Field(examples=["2026-11-24T09:00:00Z"])]


class SupportText(BaseModel):
    """What went wrong."""

    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST_TEXT, examples=["The voucher does not open"]),
    ]


class SupportLine(BaseModel):
    """What one side wrote."""

    is_answer: bool
    text: Annotated[str, Field(examples=["The voucher does not open"])]
    at: Moment

    @classmethod
    def of(cls, line: Line) -> "SupportLine":
        """Return a line in the API's form: who answered is not."""
        return cls(is_answer=line.is_answer, text=line.text, at=line.at)


class SupportThreadItem(BaseModel):
    """The open conversation, its last messages in their order."""

    id: Annotated[int, Field(examples=[12])]
    state: Annotated[str, Field(examples=["waiting"])]
    messages: list[SupportLine]

    @classmethod
    def of(cls, thread: ThreadView) -> "SupportThreadItem":
        """Return a conversation in the API's form."""
        lines = [SupportLine.of(one) for one in thread.lines]
        return cls(id=thread.thread_id, state=thread.state.value, messages=lines)


class AuditItem(BaseModel):
    """An act of an administrator; `admin` None: from the command line."""

    id: Annotated[int, Field(examples=[120])]
    at: Moment
    admin: Annotated[int | None, Field(examples=[1])]
    admin_name: Annotated[str, Field(examples=["Asha"])]
    act: Annotated[str, Field(examples=["supplier paused"])]
    subject: Annotated[str, Field(examples=["user:12"])]
    before: dict[str, Any]
    after: dict[str, Any]

    @classmethod
    def of(cls, entry: Entry) -> "AuditItem":
        """Return an entry in the API's form."""
        deed, actor = entry.deed, entry.actor
        return cls(
            id=entry.entry_id, at=entry.at, admin=actor.user_id, admin_name=actor.name,
            act=deed.act.value, subject=deed.subject, before=dict(deed.before),
            after=dict(deed.after),
        )  # fmt: skip


class BroadcastItem(BaseModel):
    """A broadcast and its messages' outcomes so far."""

    id: Annotated[int, Field(examples=[3])]
    state: Annotated[str, Field(examples=["running"])]
    languages: Annotated[list[str], Field(examples=[[*LANGUAGES]])]
    size: Annotated[int, Field(examples=[3000])]
    sent: Annotated[int, Field(examples=[1200])]
    blocked: Annotated[int, Field(examples=[12])]
    failed: Annotated[int, Field(examples=[0])]
    created_at: Moment
    started_at: Moment | None
    ended_at: Moment | None


@support.get("")
async def read_support(traveller: Reader, app: Product) -> SupportThreadItem | None:
    """Return the open conversation, null where there is none."""
    thread = await own_thread(app, traveller.user_id)
    return None if thread is None else SupportThreadItem.of(thread)


@support.post("", status_code=CREATED)
async def write_support(
    body: SupportText, traveller: Tracking, app: Product, response: Response
) -> SupportThreadItem:
    """Write to the people behind the bot. They answer in the linked chat, and here."""
    response.headers["Location"] = "/api/v1/support"
    return SupportThreadItem.of(await write(app, traveller, body.text))


@administration.get("/audit")
async def audit(_admin: Administrator, app: Product, page: Page) -> Paged[AuditItem]:
    """Return the acts of administrators, the latest first."""
    found = await read_audit(app.pool, page.limit + 1, before_id=page.number())
    chosen, cursor = page.trim(found, lambda one: (one.entry_id,))
    return Paged(items=[AuditItem.of(one) for one in chosen], next_cursor=cursor)


@administration.get("/broadcasts")
async def broadcasts(_admin: Administrator, app: Product, page: Page) -> Paged[BroadcastItem]:
    """Return the broadcasts with their reports, the latest first."""
    found = await list_broadcasts(app.pool, page.limit + 1, before_id=page.number())
    chosen, cursor = page.trim(found, lambda one: (one.broadcast_id,))
    return Paged(items=[await _item(app, one) for one in chosen], next_cursor=cursor)


async def _item(app: Product, one: BroadcastView) -> BroadcastItem:
    said = await report(app.pool, one)
    return BroadcastItem(
        id=one.broadcast_id, state=one.state.value, languages=sorted(one.texts), size=said.size,
        sent=said.sent, blocked=said.blocked, failed=said.failed, created_at=one.created_at,
        started_at=one.started_at, ended_at=one.ended_at,
    )  # fmt: skip
