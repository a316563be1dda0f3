"""`/settings`, `/keys` and `/clusters`."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from domain.accounts.alert_wishes import (
    get_alert_wishes,
    set_alert_way,
    set_alerts_a_day,
    set_digest_hour,
    set_quiet_hours,
)
from domain.accounts.api_keys import list_keys, make_key, revoke_key
from domain.accounts.travellers import Traveller, change_settings, traveller_of, want_news
from domain.app import App
from domain.clusters.names import LONGEST_TEXT
from domain.clusters.service import cheapest_days, list_clusters, public_cluster
from domain.flights.endpoints import find_endpoint
from webhooks.access import Caller, Product, Reader, Tracking, get_signed_in_user
from webhooks.api.paging import Page, Paged
from webhooks.api.settings_values import (
    ClusterDay,
    ClusterItem,
    KeyItem,
    MadeKey,
    NewKey,
    SettingsChange,
    SettingsItem,
)
from webhooks.api.values import V1, Number

CREATED, NO_CONTENT = 201, 204
Sought = Annotated[
    str, Query(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$", examples=["goa beach"])
]
Signed = Annotated[Caller, Depends(get_signed_in_user)]
settings = APIRouter(prefix=f"{V1}/settings", tags=["settings"])
keys = APIRouter(prefix=f"{V1}/keys", tags=["keys"])
clusters = APIRouter(prefix=f"{V1}/clusters", tags=["clusters"])


@settings.get("")
async def read_settings(traveller: Reader) -> SettingsItem:
    """Return the settings."""
    return SettingsItem.of(traveller, await get_alert_wishes(traveller))


@settings.patch("")
async def write_settings(body: SettingsChange, traveller: Tracking, app: Product) -> SettingsItem:
    """Change settings; what is left out stays as it is."""
    await _change(app, traveller, body)
    mine = await traveller_of(traveller.user_id)
    return SettingsItem.of(mine, await get_alert_wishes(mine))


@keys.get("")
async def read_keys(caller: Signed, app: Product, page: Page) -> Paged[KeyItem]:
    """Return the keys, the newest first, with the moment of each one's last use."""
    mine = await list_keys(app.pool, caller.account.user_id)
    chosen, cursor = page.of(mine, lambda one: (-one.key_id,))
    return Paged(items=[KeyItem.of(one) for one in chosen], next_cursor=cursor)


@keys.post("", status_code=CREATED)
async def create_key(body: NewKey, caller: Signed, app: Product, response: Response) -> MadeKey:
    """Make a key for a program. It is shown this once."""
    now: datetime = app.clock.now()
    key, secret = await make_key(
        app.pool, caller.account.user_id, body.name, frozenset(body.scopes), body.expires_at, now
    )
    response.headers["Location"] = "/api/v1/keys"
    return MadeKey.made(key, secret)


@keys.delete("/{key_id}", status_code=NO_CONTENT)
async def drop_key(key_id: Number, caller: Signed, app: Product) -> None:
    """Take a key away; within seconds it opens nothing."""
    await revoke_key(app.pool, caller.account.user_id, key_id)


@clusters.get("")
async def read_clusters(
    _traveller: Reader, app: Product, page: Page, q: Sought = ""
) -> Paged[ClusterItem]:
    """Return the public collections of hotels; with `q`, those whose name holds its words, or that
    lie in the place that it names in any language.
    """
    found = await list_clusters(
        app.pool, public_only=True, holding=q, most=page.limit + 1, after=page.name() or ""
    )
    chosen, cursor = page.trim(found, lambda one: (one.name,))
    return Paged(items=[ClusterItem.of(one) for one in chosen], next_cursor=cursor)


@clusters.get("/{cluster_id}")
async def read_cluster(cluster_id: Number, _traveller: Reader, app: Product) -> ClusterItem:
    """Return a public collection of hotels."""
    return ClusterItem.of(await public_cluster(app.pool, cluster_id))


@clusters.get("/{cluster_id}/days")
async def cluster_days(
    cluster_id: Number, traveller: Reader, app: Product, page: Page
) -> Paged[ClusterDay]:
    """Return the days of arrival whose cheapest night was named lately, the cheapest first."""
    await public_cluster(app.pool, cluster_id)
    days = await cheapest_days(app.pool, cluster_id, traveller.currency, app.clock.now())
    chosen, cursor = page.of_ranked(days, lambda one: one.check_in.toordinal())
    return Paged(items=[ClusterDay.of(day) for day in chosen], next_cursor=cursor)


async def _change(app: App, traveller: Traveller, wish: SettingsChange) -> None:
    """Change what is wished for. Raises what the chat refuses of it."""
    home = wish.home_airport
    if home:
        home = (await find_endpoint(app.pool, home)).key
    async with app.pool.transaction():
        await change_settings(
            traveller, language=wish.language, currency=wish.currency, time_zone=wish.time_zone,
            picture_style=wish.picture_style, home_airport=home, nationality=wish.nationality,
            region=wish.region,
        )  # fmt: skip
        if wish.quiet_hours is not None:
            await set_quiet_hours(traveller, wish.quiet_hours)
        if wish.digest_hour is not None:
            await set_digest_hour(traveller, wish.digest_hour)
        if wish.alerts_a_day is not None:
            await set_alerts_a_day(traveller, wish.alerts_a_day)
        if wish.alert_way is not None:
            await set_alert_way(traveller, wish.alert_way)
        if wish.news is not None:
            await want_news(traveller, wanted=wish.news)
