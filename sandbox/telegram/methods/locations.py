"""Methods about points on the map: fixed ones, ones that move for a while, and places."""

from typing import Any

from sandbox.telegram.composing import send
from sandbox.telegram.keyboards import checked_inline_markup
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.refusals import NOT_MODIFIED, bad_request
from sandbox.telegram.world import TelegramState

LIVE_SECONDS = range(60, 86_401)
FOR_EVER = 0x7FFFFFFF
MOST_NORTH, MOST_EAST, WIDEST = 90, 180, 1500
HEADINGS, RADII = range(361), range(100_001)
PLACE_IDS = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def location(params: Params, live_period: int = 0) -> dict[str, Any]:
    """Return the Location that the parameters name. Raises Telegram's 400s."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (abs(latitude) <= MOST_NORTH and abs(longitude) <= MOST_EAST):
        raise bad_request("wrong location specified")
    point: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    if params.values.get("horizontal_accuracy") not in (None, ""):
        accuracy = min(max(params.number("horizontal_accuracy"), 0.0), WIDEST)
        if accuracy > 0:
            point["horizontal_accuracy"] = accuracy
    heading = params.integer("heading") or 0
    radius = params.integer("proximity_alert_radius") or 0
    if heading not in HEADINGS:
        raise bad_request("wrong live location heading specified")
    if radius not in RADII:
        raise bad_request("wrong live location proximity alert radius specified")
    if live_period:
        point["live_period"] = live_period
        more = {"heading": heading, "proximity_alert_radius": radius}
        point |= {name: value for name, value in more.items() if value}
    return point


async def send_location(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map, or one that moves for `live_period` seconds."""
    room = telegram.writable(params.values.get("chat_id"))
    period = params.integer("live_period") or 0
    if period and period not in LIVE_SECONDS and period != FOR_EVER:
        raise bad_request("wrong live location period specified")
    return send(telegram, room, params, {"location": location(params, period)}).for_bot()


async def send_venue(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send a point on the map with a name and an address."""
    room = telegram.writable(params.values.get("chat_id"))
    point = location(params)
    content = {"location": point, "venue": venue(params, point)}
    return send(telegram, room, params, content).for_bot()


def venue(params: Params, point: dict[str, Any]) -> dict[str, Any]:
    """Return the Venue that the parameters name."""
    named = {"location": point} | {name: params.text(name) for name in ("title", "address")}
    return named | {name: params.text(name) for name in PLACE_IDS if params.text(name)}


def _live(telegram: TelegramState, params: Params) -> tuple[Room, StoredMessage]:
    """Return a message of the bot's whose point still moves. Raises Telegram's 400s."""
    if "inline_message_id" in params.values:
        room, stored = telegram.inline_message(params.text("inline_message_id"))
    else:
        room = telegram.writable(params.values.get("chat_id"))
        stored = telegram.message(room, params.integer("message_id"), "edit")
    period = stored.body.get("location", {}).get("live_period", 0)
    is_over = telegram.now() > stored.body["date"] + period and period != FOR_EVER
    if telegram.owner(stored) is not telegram or not period or is_over:
        raise bad_request("message can't be edited")
    return room, stored


def _move(telegram: TelegramState, params: Params, point: dict[str, Any]) -> dict[str, Any] | bool:
    room, stored = _live(telegram, params)
    markup = checked_inline_markup(
        params.structure("reply_markup"), private=room.person is not None
    )
    if (stored.body["location"], stored.body.get("reply_markup")) == (point, markup):
        raise bad_request(NOT_MODIFIED)
    stored.body["location"] = point
    stored.body.pop("reply_markup", None)
    if markup is not None:
        stored.body["reply_markup"] = markup
    telegram.changed(room, stored)
    return stored.for_bot() if stored.inline_message_id is None else True


async def edit_live_location(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Move a point that moves."""
    _room, stored = _live(telegram, params)
    period = params.integer("live_period") or stored.body["location"]["live_period"]
    return _move(telegram, params, location(params, period))


async def stop_live_location(telegram: TelegramState, params: Params) -> dict[str, Any] | bool:
    """Leave a point where it is."""
    _room, stored = _live(telegram, params)
    passing = {"live_period", "heading", "proximity_alert_radius"}
    point = {k: v for k, v in stored.body["location"].items() if k not in passing}
    return _move(telegram, params, point)


METHODS = {
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "editMessageLiveLocation": edit_live_location,
    "stopMessageLiveLocation": stop_live_location,
}
