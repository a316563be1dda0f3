"""`/me/export` and the end of an account."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from webhooks.access import Current, From, Keeper
from webhooks.api.account_values import Password
from webhooks.api.values import V1, Body

NO_CONTENT = 204
own = APIRouter(prefix=f"{V1}/me", tags=["account"])


class Goodbye(Body):
    """The password, so that nobody else ends the account.

    One without a password is ended within ten minutes of signing in.
    """

    password: Password = ""


class Held(BaseModel):
    """Rows by table and column; amounts and times are as PostgreSQL writes them."""

    exported_at: Annotated[str, Field(examples=["2026-11-24T09:00:00+00:00"])]
    tables: Annotated[
        dict[str, list[dict[str, Any]]],
        Field(examples=[{"tracker_folders": [{"id": 42, "name": "Winter"}]}]),
    ]


@own.get("/export")
async def export(caller: Current, keeper: Keeper) -> Held:
    """Return everything that is held of you, table by table; only secrets are left out."""
    return Held(**await export_person(keeper.app, caller.account.user_id))


@own.delete("", status_code=NO_CONTENT)
async def delete(body: Goodbye, caller: Current, keeper: Keeper, device: From) -> None:
    """Delete the account and all that is held of you, for good."""
    now = keeper.app.clock.now()
    await keeper.accounts.prove_owner(caller.account, caller.session_id, body.password, device, now)
    await delete_person(keeper.app, caller.account.user_id)
    keeper.forget()
