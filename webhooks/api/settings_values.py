"""What goes in and out of the routes for settings, keys and clusters."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from domain.accounts.alert_wishes import AlertWishes
from domain.accounts.api_keys import ApiKey, Scope
from domain.accounts.models import AlertWay, PictureStyle
from domain.accounts.travellers import Traveller
from domain.clusters.service import CheapDay, ClusterView
from domain.names import name_of
from webhooks.api.values import NO_CONTROLS, Body, Currency, Day, Id, Moment, Price

Short = Annotated[str, Field(max_length=100, pattern=NO_CONTROLS)]


class SettingsItem(BaseModel):
    """What every screen respects. `quiet_hours` are on the traveller's own clock."""

    language: Annotated[str, Field(examples=["en"])]
    region: Annotated[str, Field(examples=["IN"])]
    currency: Annotated[str, Field(examples=["INR"])]
    nationality: Annotated[str, Field(examples=["IN"])]
    time_zone: Annotated[str, Field(examples=["Asia/Kolkata"])]
    home_airport: Annotated[str | None, Field(examples=["DEL"])]
    picture_style: PictureStyle
    quiet_hours: Annotated[str | None, Field(examples=["22:00-07:00"])]
    digest_hour: Annotated[int | None, Field(examples=[9])]
    alerts_a_day: Annotated[int, Field(examples=[20])]
    alert_way: AlertWay
    news: Annotated[bool, Field(description="Whether broadcasts come", examples=[True])]

    @classmethod
    def of(cls, traveller: Traveller, wishes: AlertWishes) -> "SettingsItem":
        """Return a traveller's settings in the API's form."""
        return cls(
            language=traveller.language, region=traveller.region, currency=traveller.currency,
            nationality=traveller.nationality, time_zone=traveller.time_zone,
            home_airport=traveller.home_airport, picture_style=traveller.picture_style,
            quiet_hours=wishes.quiet and "-".join(map(_clock, wishes.quiet)),
            digest_hour=wishes.digest_hour, alerts_a_day=wishes.alerts_a_day,
            alert_way=wishes.way, news=wishes.news,
        )  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


class SettingsChange(Body):
    """What is to change; what is left out stays. Read as in the chat: "euro", "kolkata", "off"."""

    language: Annotated[Short | None, Field(examples=["hi"])] = None
    currency: Currency | None = None
    time_zone: Annotated[Short | None, Field(examples=["Asia/Kolkata"])] = None
    nationality: Annotated[Short | None, Field(examples=["IN"])] = None
    region: Annotated[Short | None, Field(examples=["IN"])] = None
    home_airport: Annotated[Short | None, Field(examples=["DEL"], description="Empty: none")] = None
    picture_style: PictureStyle | None = None
    quiet_hours: Annotated[Short | None, Field(examples=["22:00-07:00"])] = None
    digest_hour: Annotated[Short | None, Field(examples=["9"])] = None
    alerts_a_day: Annotated[Short | None, Field(examples=["20"])] = None
    alert_way: AlertWay | None = None
    news: Annotated[bool | None, Field(examples=[False])] = None


def _visible(name: str) -> str:
    if not (read := name_of(name)):
        raise ValueError("Nothing of this name can be seen.")
    return read


class NewKey(Body):
    """A key for a program."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=60, pattern=NO_CONTROLS, examples=["My bot"]),
        AfterValidator(_visible),
    ]
    scopes: Annotated[
        list[Scope], Field(min_length=1, max_length=len(Scope), examples=[["read", "search"]])
    ]
    expires_at: Annotated[AwareDatetime | None, Field(examples=["2027-11-24T09:00:00Z"])] = None


class KeyItem(BaseModel):
    """A key as its owner sees it: `beginning` tells it from others."""

    id: Id
    name: Annotated[str, Field(examples=["My bot"])]
    beginning: Annotated[str, Field(examples=["oh_Zk1rT"])]
    scopes: list[Scope]
    created_at: Moment
    used_at: datetime | None
    expires_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> "KeyItem":
        """Return a key in the API's form."""
        return cls(
            id=key.key_id, name=key.name, beginning=key.beginning, scopes=sorted(key.scopes),
            created_at=key.created_at, used_at=key.used_at, expires_at=key.expires_at,
        )  # fmt: skip


class MadeKey(KeyItem):
    """A new key with the key itself, which is shown this once."""

    key: Annotated[str, Field(examples=["oh_Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL"])]

    @classmethod
    def made(cls, key: ApiKey, secret: str) -> "MadeKey":
        """Return a new key."""
        return cls(**KeyItem.of(key).model_dump(), key=secret)


class ClusterItem(BaseModel):
    """A set of hotels under one name."""

    id: Id
    name: Annotated[str, Field(examples=["Goa beach four-stars"])]
    hotels: Annotated[int, Field(examples=[12])]
    refreshed_at: Moment | None

    @classmethod
    def of(cls, cluster: ClusterView) -> "ClusterItem":
        """Return a cluster in the API's form."""
        return cls(
            id=cluster.cluster_id, name=cluster.name, hotels=cluster.hotel_count,
            refreshed_at=cluster.refreshed_at,
        )  # fmt: skip


class ClusterDay(BaseModel):
    """The cheapest night that is known of a set on a day of arrival, for two adults.

    In the currency it was seen in; days are compared by their worth in the traveller's.
    """

    check_in: Day
    nights: Annotated[int, Field(examples=[1])]
    total: Price
    a_night: Price
    hotel_id: Id
    hotel_name: Annotated[str, Field(examples=["Lotus Beach Resort"])]
    observed_at: Moment

    @classmethod
    def of(cls, day: CheapDay) -> "ClusterDay":
        """Return a day in the API's form."""
        return cls(
            check_in=day.check_in, nights=day.nights, total=Price.of(day.total),
            a_night=Price.of(day.a_night), hotel_id=day.hotel_id, hotel_name=day.hotel_name,
            observed_at=day.observed_at,
        )  # fmt: skip
