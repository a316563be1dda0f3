"""`/links`: the chats that an account is linked with, and linking one in either direction.

The same requests as on the pages: begun here and completed by the chat's code in the same session,
or begun in the chat and completed here by the password.
"""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from domain.linking.links import Linked, linked_chats, unlink_on_web
from domain.linking.queries.links import LinkedChat
from domain.linking.requests import (
    DEEP_LINK,
    begin_on_web,
    finish_from_chat,
    finish_on_web,
    open_on_web,
)
from webhooks.access import Current, From, Keeper, Product
from webhooks.api.account_values import Password
from webhooks.api.paging import Page, Paged
from webhooks.api.values import NO_CONTROLS, V1, Body, Id, Moment, Number

CREATED, NO_CONTENT = 201, 204
Secret = Annotated[
    str,
    Field(
        min_length=1, max_length=64, pattern=NO_CONTROLS,
        examples=["Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL"],
    ),
]  # fmt: skip
Counts = Annotated[dict[str, int], Field(examples=[{"trackers": 3}])]
links = APIRouter(prefix=f"{V1}/links", tags=["links"])


class LinkItem(BaseModel):
    """A chat that is linked."""

    id: Id
    chat: Annotated[str, Field(examples=["Asha Rao (@asha)"])]
    linked_at: Moment

    @classmethod
    def of(cls, link: LinkedChat) -> "LinkItem":
        """Return a link in the API's form."""
        return cls(id=link.link_id, chat=link.chat_name, linked_at=link.linked_at)


class LinkBegun(BaseModel):
    """Where the chat takes it up, within ten minutes: open `address`, or send `command` there.

    The chat then shows a code, which `POST /links/confirm` takes in this very session.
    """

    secret: Secret
    command: Annotated[str, Field(examples=["/start link_Zk1rT0uq2m6y"])]
    address: Annotated[
        str | None, Field(examples=["https://t.me/often_hotels_bot?start=link_Zk1rT0uq2m6y"])
    ]


class LinkCode(Body):
    """The code that the chat shows."""

    secret: Secret
    code: Annotated[str, Field(min_length=1, max_length=16, examples=["493027"])]


class ChatsRequest(Body):
    """A request that began in a chat, and the account's password."""

    secret: Secret
    password: Password


class LinkMade(BaseModel):
    """A link, and what the chat brought."""

    id: Id
    chat: Annotated[str, Field(examples=["Asha Rao (@asha)"])]
    brought: Counts

    @classmethod
    def of(cls, linked: Linked) -> "LinkMade":
        """Return a new link in the API's form."""
        return cls(id=linked.link_id, chat=linked.chat_name, brought=linked.counts)


@links.get("")
async def read_links(caller: Current, app: Product, page: Page) -> Paged[LinkItem]:
    """Return the linked chats, the first linked first."""
    mine = await linked_chats(app, caller.account.user_id)
    chosen, cursor = page.of(mine, lambda one: (one.link_id,))
    return Paged(items=[LinkItem.of(one) for one in chosen], next_cursor=cursor)


@links.post("", status_code=CREATED)
async def begin_link(caller: Current, app: Product, request: Request) -> LinkBegun:
    """Begin to link a chat."""
    secret = await begin_on_web(app, caller.account, caller.session_id)
    name = await request.app.state.bot_name.get()
    payload = f"{DEEP_LINK}{secret}"
    address = f"https://t.me/{name}?start={payload}" if name else None
    return LinkBegun(secret=secret, command=f"/start {payload}", address=address)


@links.post("/confirm", status_code=CREATED)
async def confirm_link(body: LinkCode, caller: Current, app: Product) -> LinkMade:
    """Link by the code that the chat shows, in the session that began."""
    linked = await finish_on_web(app, caller.account, caller.session_id, body.secret, body.code)
    return LinkMade.of(linked)


@links.post("/from-chat", status_code=CREATED)
async def link_from_chat(
    body: ChatsRequest, caller: Current, keeper: Keeper, device: From
) -> LinkMade:
    """Link the chat whose `/link` made this secret."""
    await open_on_web(keeper.app, body.secret)
    await keeper.accounts.prove(caller.account, body.password, device)
    linked = await finish_from_chat(keeper.app, caller.account, caller.session_id, body.secret)
    return LinkMade.of(linked)


@links.delete("/{link_id}", status_code=NO_CONTENT)
async def unlink(link_id: Number, caller: Current, app: Product) -> None:
    """Unlink a chat; it takes along what it had brought."""
    await unlink_on_web(app, caller.account.user_id, link_id)
