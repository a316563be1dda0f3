"""`/webhooks`: where an account's programs receive events."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from domain.event_hooks.events import EventKind
from domain.event_hooks.service import (
    HookView,
    change_hook,
    drop_hook,
    get_hook,
    list_hooks,
    make_hook,
    ping_hook,
)
from webhooks.access import Caller, Product, get_signed_in_user
from webhooks.api.paging import Page, Paged
from webhooks.api.values import NO_CONTROLS, V1, Body, Id, Moment, Number

CREATED, ACCEPTED, NO_CONTENT = 201, 202, 204
Signed = Annotated[Caller, Depends(get_signed_in_user)]
Events = Annotated[
    list[EventKind],
    Field(min_length=1, max_length=len(EventKind), examples=[["alert.created"]]),
]
hooks = APIRouter(prefix=f"{V1}/webhooks", tags=["webhooks"])


class NewHook(Body):
    """Where to post, and what of. The address must be public and https."""

    url: Annotated[
        str,
        Field(
            min_length=1, max_length=500, pattern=NO_CONTROLS,
            examples=["https://example.com/often-hotels"],
        ),
    ]  # fmt: skip
    events: Events


class HookChange(Body):
    """What is to change; what is left out stays. Switching on forgets earlier failures."""

    events: Events | None = None
    is_active: Annotated[bool | None, Field(examples=[True])] = None


class HookItem(BaseModel):
    """A webhook. `last_error` is why the last post was not taken, null where it was."""

    id: Id
    url: Annotated[str, Field(examples=["https://example.com/often-hotels"])]
    events: list[EventKind]
    is_active: bool
    created_at: Moment
    delivered_at: Moment | None
    failing_since: Moment | None
    last_error: Annotated[str | None, Field(examples=["status 500"])]

    @classmethod
    def of(cls, hook: HookView) -> "HookItem":
        """Return a webhook in the API's form."""
        return cls(**_fields(hook))


class MadeHook(HookItem):
    """A new webhook with the secret that its posts are signed with, which is shown this once."""

    secret: Annotated[str, Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8XyU5sRk0pE="])]

    @classmethod
    def made(cls, hook: HookView, secret: str) -> "MadeHook":
        """Return a new webhook."""
        return cls(**_fields(hook), secret=secret)


class Pinged(BaseModel):
    """A post is on its way; the webhook itself tells how it went."""

    status: Annotated[str, Field(examples=["sending"])] = "sending"


@hooks.get("")
async def read_hooks(caller: Signed, app: Product, page: Page) -> Paged[HookItem]:
    """Return the webhooks, the newest first."""
    mine = await list_hooks(app.pool, caller.account.user_id)
    chosen, cursor = page.of(mine, lambda one: (-one.hook_id,))
    return Paged(items=[HookItem.of(one) for one in chosen], next_cursor=cursor)


@hooks.post("", status_code=CREATED)
async def create_hook(body: NewHook, caller: Signed, app: Product, response: Response) -> MadeHook:
    """Have events posted to an address, signed as Standard Webhooks are."""
    hook, secret = await make_hook(
        app.pool, app.settings, caller.account.user_id, body.url, body.events, app.clock.now()
    )
    response.headers["Location"] = f"/api/v1/webhooks/{hook.hook_id}"
    return MadeHook.made(hook, secret)


@hooks.get("/{hook_id}")
async def read_hook(hook_id: Number, caller: Signed, app: Product) -> HookItem:
    """Return a webhook with how its posts fare."""
    return HookItem.of(await get_hook(app.pool, caller.account.user_id, hook_id))


@hooks.patch("/{hook_id}")
async def write_hook(hook_id: Number, body: HookChange, caller: Signed, app: Product) -> HookItem:
    """Change a webhook's events, or switch it off or on."""
    changed = await change_hook(
        app.pool, caller.account.user_id, hook_id, events=body.events, is_active=body.is_active
    )
    return HookItem.of(changed)


@hooks.delete("/{hook_id}", status_code=NO_CONTENT)
async def delete_hook(hook_id: Number, caller: Signed, app: Product) -> None:
    """Remove a webhook."""
    await drop_hook(app.pool, caller.account.user_id, hook_id)


@hooks.post("/{hook_id}/ping", status_code=ACCEPTED)
async def ping(hook_id: Number, caller: Signed, app: Product) -> Pinged:
    """Post an event named `ping`, to try a webhook."""
    await ping_hook(app.pool, caller.account.user_id, hook_id, app.clock.now())
    return Pinged()


def _fields(hook: HookView) -> dict[str, Any]:
    return {
        "id": hook.hook_id, "url": hook.url, "events": sorted(hook.events),
        "is_active": hook.is_active, "created_at": hook.created_at,
        "delivered_at": hook.delivered_at, "failing_since": hook.failing_since,
        "last_error": hook.last_error,
    }  # fmt: skip
