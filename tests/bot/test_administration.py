"""Administration in chat: for admins alone, in private alone, and each act written down."""

import asyncio
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import product
from typing import Any

import pytest
from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import DefaultKeyBuilder, StorageKey
from aiogram.fsm.storage.redis import RedisStorage

import bot.admin
from bot.admin import handlers as administration
from bot.admin.log.screens import render_log
from bot.locales import translator
from bot.updates.intake import UpdateIntake
from domain.accounts.models import Role, User
from domain.accounts.travellers import meet_traveller
from domain.administration.audit import Act, Actor, Deed, Entry, read_audit
from domain.reading.meanings import Request
from domain.reading.unread_words import remember_unread
from domain.settings import Settings
from domain.suppliers.contract import QuotaExhausted, Unavailable
from domain.trackers.models import Tracker, TrackerState
from tests.bot.test_safety import press_of
from tests.patience import patience
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene

pytestmark = pytest.mark.usefixtures("intake")

FIRST_ID = 700_000_001


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def another(sandbox: SandboxClient, name: str = "Ravi", **details: Any) -> Traveller:
    """Return somebody else who has said hello."""
    person = await sandbox.add_user(name, language_code="en-IN", **details)
    await sandbox.say(person, "/start")
    await sandbox.wait_for(person, f"Hello {name}!")
    return person


async def page(sandbox: SandboxClient, admin: Traveller, button: str, wanted: str) -> Message:
    """Return a page of administration."""
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, button)
    return await sandbox.wait_for(admin, wanted)


async def tap(sandbox: SandboxClient, admin: Traveller, *buttons: str) -> None:
    """Press buttons one after the other, each as soon as it is there."""
    for label in buttons:
        await sandbox.wait_for(admin, lambda m, label=label: label in labels(m))  # type: ignore[misc] # bound now
        await sandbox.press(admin, label)


async def person_page(sandbox: SandboxClient, admin: Traveller, who: str) -> Message:
    """Return somebody's page, looked for by what was typed."""
    await page(sandbox, admin, "👥 People", "Send a name")
    await sandbox.say(admin, who)
    return await sandbox.wait_for(admin, "Web sessions")


async def count_handled(scene: Scene) -> int:
    count: int = await scene.app.pool.fetchval(
        "SELECT count(*) FROM incoming_updates WHERE handled_at IS NOT NULL"
    )
    return count


async def handled(scene: Scene, count: int) -> None:
    """Wait until this many messages were handled in all: silence has nothing to wait for."""
    async with patience(30):
        while await count_handled(scene) < count:
            await asyncio.sleep(0.02)


def admin_buttons() -> Iterator[type[CallbackData]]:
    """Yield every kind of button that belongs to administration."""
    for found in pkgutil.walk_packages(bot.admin.__path__, "bot.admin."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            is_button = isinstance(value, type) and issubclass(value, CallbackData)
            if is_button and value.__module__ == found.name:
                yield value


def _values_of(annotation: Any, number: int) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return list(annotation)
    return ["1"] if annotation is str else [number]


def presses(number: int) -> list[str]:
    """Return the data of every button of administration, about an account or thing."""
    found = []
    for kind in admin_buttons():
        values = [_values_of(field.annotation, number) for field in kind.model_fields.values()]
        for chosen in product(*values):
            named: dict[str, Any] = dict(zip(kind.model_fields, chosen, strict=True))
            found.append(kind.model_construct(**named).pack())
    return sorted(found)


async def nothing_is_done(sandbox: SandboxClient, scene: Scene, who: Traveller) -> None:
    told = [words(m) for m in await sandbox.messages(who) if m["from"]["is_bot"]]
    assert not any(
        sign in text for text in told for sign in ("Checks and alerts", "People", "Audit", "Banned")
    )
    made_admin = [entry.deed.act for entry in await read_audit(scene.app.pool, 50)]
    assert made_admin == [Act.ROLE_GIVEN]


async def test_no_button_of_administration_does_anything_for_others(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    ravi = await another(sandbox)
    mira = await another(sandbox, "Mira")
    banned = await User.get(first_name="Mira")
    banned.role, banned.is_active = Role.ADMIN, False
    await banned.save()
    target = await User.get(first_name="Ravi")
    assert len(presses(target.id)) > 10
    for number, data in enumerate(presses(target.id)):
        for offset, who in ((0, ravi), (1, mira)):
            await intake.receive(press_of(who, MESSAGE, data, 2 * number + offset))
            await intake.drained()
    await nothing_is_done(sandbox, scene, ravi)
    await nothing_is_done(sandbox, scene, mira)
    assert (await User.get(id=target.id)).is_active
    assert asha.chat_id == FIRST_ID


def _kinds_of(router: Router) -> Iterator[type[CallbackData]]:
    """Yield the kinds of buttons that a router and those within it answer."""
    for handler in router.callback_query.handlers:
        for one in handler.filters or ():
            if isinstance(one.callback, CallbackQueryFilter):
                yield one.callback.callback_data
    for inner in router.sub_routers:
        yield from _kinds_of(inner)


def test_every_button_that_administration_answers_is_tried_above() -> None:
    answered = set(_kinds_of(administration.router()))
    assert len(answered) >= 10
    assert answered <= set(admin_buttons())


# What steps remember of what is typed about.
TYPED_ABOUT = ("broadcast", "cluster", "case", "support_thread")


def admin_steps() -> list[State]:
    """Return every step in which administrators type something."""
    found: list[State] = []
    for module in pkgutil.walk_packages(bot.admin.__path__, "bot.admin."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StatesGroup):
                found += value.__states__
    return sorted(set(found), key=str)


async def test_what_others_type_in_a_step_of_administration_does_nothing(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake, bot: Bot
) -> None:
    ravi, mira = await another(sandbox), await another(sandbox, "Mira")
    banned = await User.get(first_name="Mira")
    banned.role, banned.is_active = Role.ADMIN, False
    await banned.save()
    group = await sandbox.add_group("Trip", asha, ravi)
    steps = admin_steps()
    assert len(steps) >= 8
    storage = RedisStorage(scene.app.redis, DefaultKeyBuilder(with_bot_id=True))
    before = await count_handled(scene)
    for step, who in product(steps, (ravi, mira, asha.in_chat(group))):
        key = StorageKey(bot.id, who.chat_id, who.id)
        await storage.set_state(key, step)
        await storage.set_data(key, dict.fromkeys(TYPED_ABOUT, 1))
        await sandbox.say(who, "@often_hotels_bot Asha" if who.chat_id == group else "Asha")
    await handled(scene, before + 3 * len(steps))
    await intake.drained()
    for who in (ravi, mira, asha.in_chat(group)):
        await nothing_is_done(sandbox, scene, who)
    assert (
        await scene.rows(
            "SELECT id FROM broadcasts UNION SELECT id FROM clusters "
            "UNION SELECT id FROM support_messages"
        )
        == []
    )
    assert asha.chat_id == FIRST_ID


MESSAGE: Message = {"message_id": 1, "date": 1_790_000_000}


async def test_an_admin_in_a_group_is_refused_too(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    ravi = await another(sandbox)
    group = await sandbox.add_group("Trip", asha, ravi)
    there = asha.in_chat(group)
    target = await User.get(first_name="Ravi")
    for number, data in enumerate(presses(target.id)):
        update = press_of(asha, MESSAGE, data, number)
        update["callback_query"]["message"]["chat"] = {
            "id": group, "type": "group", "title": "Trip",
        }  # fmt: skip
        await intake.receive(update)
        await intake.drained()
    await sandbox.say(there, "/admin")
    await intake.drained()
    await nothing_is_done(sandbox, scene, there)


async def test_somebody_is_found_banned_told_once_and_let_in_again(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    tracker = await scene.track(chat_id=FIRST_ID + 1)
    ravi = await another(sandbox, username="ravi_goes")
    assert ravi.chat_id == FIRST_ID + 1
    shown = await person_page(sandbox, asha, "@ravi_go")
    assert "Trackers: 1 active, 0 paused" in words(shown)
    await sandbox.press(asha, "🚫 Ban…")
    asked = await sandbox.wait_for(asha, "Ban Ravi (account")
    assert "trackers pause (1)" in words(asked)
    await sandbox.press(asha, "🚫 Ban")
    await sandbox.wait_for(asha, "Ravi · banned")
    assert (await Tracker.get(id=tracker.tracker_id)).state is TrackerState.PAUSED

    before, so_far = len(await sandbox.messages(ravi)), await count_handled(scene)
    for text in ("/start", "Goa 12-15 dec", "/admin"):
        await sandbox.say(ravi, text)
    await handled(scene, so_far + 3)
    await intake.drained()
    told = [words(m) for m in (await sandbox.messages(ravi))[before:] if m["from"]["is_bot"]]
    assert told == ["🚫 Your account has been suspended. I won’t reply from now on."]

    await sandbox.press(asha, "✅ Unban")
    await sandbox.wait_for(asha, lambda m: "🚫 Ban…" in labels(m))
    assert (await Tracker.get(id=tracker.tracker_id)).state is TrackerState.ACTIVE
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!", after=before)


async def test_roles_are_given_and_taken_with_a_question_before(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    ravi = await another(sandbox)
    await person_page(sandbox, asha, "Ravi")
    await sandbox.press(asha, "⭐ Make admin…")
    await sandbox.wait_for(asha, "including removing your role")
    await sandbox.press(asha, "⭐ Make admin")
    await sandbox.wait_for(asha, "Ravi · admin")
    await sandbox.say(ravi, "/admin")
    await sandbox.wait_for(ravi, "Checks and alerts")

    await person_page(sandbox, ravi, "Asha")
    await sandbox.press(ravi, "Remove admin role…")
    await sandbox.press(ravi, "Remove admin role")
    await sandbox.wait_for(ravi, lambda m: "⭐ Make admin…" in labels(m))
    # Named by the settings, but there is an admin: the role is not given again.
    await sandbox.say(asha, "/admin")
    await sandbox.wait_for(asha, lambda m: "/admin" in words(m) and m["from"]["is_bot"])
    assert (await User.get(first_name="Asha")).role is Role.TRAVELLER

    await person_page(sandbox, ravi, str(ravi.id))
    await sandbox.press(ravi, "Remove admin role…")
    await sandbox.press(ravi, "Remove admin role")
    await intake.drained()
    assert (await User.get(first_name="Ravi")).role is Role.ADMIN
    acts = [entry.deed.act for entry in await read_audit(scene.app.pool, 10)]
    assert acts == [Act.ROLE_TAKEN, Act.ROLE_GIVEN, Act.ROLE_GIVEN]


async def test_nobody_found_is_said_and_the_question_stays(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await page(sandbox, asha, "👥 People", "Send a name")
    await sandbox.say(asha, "<b>Nobody</b> %")
    await sandbox.wait_for(asha, "I found no one for “<b>Nobody</b> %”")
    await sandbox.say(asha, "Asha")
    await sandbox.wait_for(asha, "Web sessions")


def test_the_log_shows_what_of_a_change_differs() -> None:
    rule = '{"kind":"all","of":[{"kind":"place","name":"Goa"}'
    before = {"name": "Beaches", "rule": f"{rule}]}}", "kind": "thematic"}
    after = {"name": "Beaches", "rule": f'{rule},{{"kind":"stars"}}]}}', "kind": "dynamic"}
    deed = Deed(Act.CLUSTER_CHANGED, "cluster:1", before, after)
    moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
    screen = render_log([Entry(1, Actor(1, "Asha"), deed, moment)], "UTC", translator("en"))
    (line,) = [one for one in screen.text.unescape().split("\n") if "→" in one]
    assert line == ('  rule: …":"Goa"}]} → …":"Goa"},{"kind":"stars"}]}, kind: thematic → dynamic')


async def test_the_log_tells_who_did_what_and_is_sent_as_a_file(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await another(sandbox)
    await person_page(sandbox, asha, "Ravi")
    await sandbox.press(asha, "🚫 Ban…")
    await sandbox.press(asha, "🚫 Ban")
    await sandbox.wait_for(asha, "Ravi · banned")
    number = (await User.get(first_name="Ravi")).id
    await sandbox.press(asha, "📜 History")
    history = words(await sandbox.wait_for(asha, "Audit log"))
    assert f"Asha · banned · user:{number}" in history
    assert "active: True → False" in history
    log = await page(sandbox, asha, "📜 Audit log", "made an admin")
    assert "📄 Export" in labels(log)
    await sandbox.press(asha, "📄 Export")
    await sandbox.wait_for(asha, lambda m: "document" in m)
    assert (await read_audit(scene.app.pool, 1))[0].deed.act is Act.AUDIT_EXPORTED


async def test_what_is_set_aside_is_taken_up_and_written_down(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/admin")
    await sandbox.wait_for(asha, "Checks and alerts")
    await sandbox.press(asha, "🔄 Refresh")
    assert [e.deed.act for e in await read_audit(scene.app.pool, 9)] == [Act.ROLE_GIVEN]


async def test_a_tracker_is_checked_at_once_and_shows_what_it_saw(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    tracker = await scene.track(chat_id=FIRST_ID + 1)
    await another(sandbox)
    await scene.app.pool.execute(
        "UPDATE trackables SET set_aside_at = now(), last_error = 'ValueError', due_at = NULL"
    )
    await person_page(sandbox, asha, "Ravi")
    await sandbox.press(asha, "🔔 Trackers")
    shown = words(await sandbox.wait_for(asha, "Trackers of account"))
    assert "Taj Holiday Village" in shown
    assert "ValueError" in shown
    await sandbox.press(asha, "▶️ Taj Holiday Village")
    await sandbox.wait_for(asha, lambda m: "Trackers of account" in words(m)
                           and "ValueError" not in words(m))  # fmt: skip
    due = await scene.app.pool.fetchval("SELECT due_at FROM trackables WHERE watchers > 0")
    assert due <= scene.clock.now()
    (entry,) = await read_audit(scene.app.pool, 5, subject=f"tracker:{tracker.tracker_id}")
    assert entry.deed.act is Act.TRACKER_CHECKED
    scene.price(7_500, serpapi=None)
    scene.serpapi.failure = QuotaExhausted
    await scene.check(timedelta(0))
    await sandbox.press(asha, "🔄 Refresh")
    shown = words(await sandbox.wait_for(asha, "travclan: ₹7,500"))
    assert "✅ travclan: ₹7,500 · seen " in shown
    assert "⚠️ serpapi: quota used up" in shown
    scene.travclan.failure = Unavailable
    await sandbox.press(asha, "▶️ Taj Holiday Village")
    await scene.check(timedelta(0))
    await sandbox.press(asha, "🔄 Refresh")
    shown = words(await sandbox.wait_for(asha, "⚠️ travclan: didn’t answer"))
    assert "1 failed check: " in shown
    # The newest answers are shown, whoever had them asked for.
    scene.travclan.failure = scene.serpapi.failure = None
    scene.price(7_300, serpapi=7_400)
    await scene.check(timedelta(days=2))
    await sandbox.press(asha, "🔄 Refresh")
    shown = words(await sandbox.wait_for(asha, "travclan: ₹7,300"))
    assert "serpapi: ₹7,400" in shown


async def test_words_that_nobody_understood_are_listed_for_admins(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    empty = await page(sandbox, asha, "💬 Unread words", "Words I didn’t understand")
    assert "Nothing here yet" in words(empty)
    for number in (1, 2, 3):
        met = await meet_traveller(number, f"T{number}", "en", scene.clock.now())
        text = f"Goa {number} zorbing"
        await remember_unread(scene.app, met.user_id, "en", text, ["zorbing"], Request.STAY)
    told = await page(sandbox, asha, "💬 Unread words", "zorbing")
    assert "3 travellers" in words(told)


async def test_failing_trackers_are_listed_with_their_reasons_and_owners(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    assert "Nothing is wrong" in words(
        await page(sandbox, asha, "⚠️ Failing trackers", "Failing trackers: 0")
    )
    await another(sandbox)
    tracker = await scene.track(chat_id=FIRST_ID + 1)
    await scene.app.pool.execute(
        "UPDATE trackables SET failures = 3, supplier_status = 'unavailable'"
    )
    await sandbox.press(asha, "🔄 Refresh")
    shown = words(await sandbox.wait_for(asha, "Failing trackers: 1"))
    assert "Taj Holiday Village" in shown
    assert "1 watcher" in shown
    assert "3 checks in a row failed: didn’t answer" in shown
    await scene.app.pool.execute(
        "UPDATE trackables SET set_aside_at = now(), last_error = 'ValueError', due_at = NULL"
    )
    await sandbox.press(asha, "🔄 Refresh")
    told = await sandbox.wait_for(asha, "ValueError")
    assert "set aside" in words(told)
    (its,) = [label for label in labels(told) if label.startswith("🔔 Taj Holiday Village")]
    await sandbox.press(asha, its)
    await sandbox.wait_for(asha, "Trackers of account")
    await sandbox.press(asha, "▶️ Taj Holiday Village")
    await sandbox.wait_for(asha, lambda m: "Trackers of account" in words(m)
                           and "ValueError" not in words(m))  # fmt: skip
    (entry,) = await read_audit(scene.app.pool, 5, subject=f"tracker:{tracker.tracker_id}")
    assert entry.deed.act is Act.TRACKER_CHECKED
