"""Playing the cases, one after the other, on one ground."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from aiogram.exceptions import AiogramError
from rich.table import Table

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.background import Background
from domain.bookings.payment.fulfilment import settle_charges
from domain.bookings.payment.refunds import carry_refunds
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.execution import carry_on_due
from domain.bookings.reconciliation import look_up_due
from domain.bookings.values import Booking
from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import Supplier, SupplierError
from tests.chaos.bookings.acting import Deed, be_quiet, do, settings_of
from tests.chaos.bookings.acts import Hands, move_price, plant_twist
from tests.chaos.bookings.around import Watch, surround
from tests.chaos.bookings.chat import talking
from tests.chaos.bookings.judging import judge_ledger
from tests.chaos.bookings.matrix import HOLES, Case
from tests.chaos.bookings.scene import Scene
from tests.chaos.bookings.stories import STORIES, Story, all_cases
from tests.chaos.ground import Ground, open_ground
from tests.sandbox_client import Traveller as Person

# Every look and every try falls within this.
HOURS = timedelta(hours=9)
MOST_ROUNDS = 200
# How long a process may take to come to its death.
CHILD_SECONDS = 40.0
PREPARED_TIMES = 3
# Nobody waits for a silent supplier as long as in production.
SETTINGS = {
    "BOOKING_DEADLINE": "3",
    "SUPPLIER_DEADLINE": "3",
    "PAYMENT_PROVIDER_TOKEN": "284685063:TEST:MzQ1",
}
CHECKOUT_PATIENCE = 3.0
LANGUAGES = {Supplier.TRAVCLAN: "en-IN", Supplier.LITEAPI: "en-US"}
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.chaos.bookings.acting"])


@dataclass
class Outcome:
    """What came of all cases."""

    ran: int = 0
    killed: int = 0
    with_people: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Return whether nothing was wrong."""
        return not self.wrong

    def table(self) -> Table:
        """Return it for people."""
        table = Table("case", "wrong")
        for case, what in self.wrong:
            table.add_row(case, f"[red]{what}[/]")
        people = ", ".join(f"{kind} {n}" for kind, n in self.with_people.most_common()) or "none"
        table.add_row(
            f"{self.ran} cases, {self.killed} processes killed, with people: {people}",
            "" if self.wrong else "[green]nothing[/]",
        )
        return table


async def run_bookings(
    say: Callable[[str], None], chosen: Callable[[Case], bool] = lambda _case: True
) -> Outcome:
    """Run every case that is chosen."""
    be_quiet()
    outcome, loop = Outcome(), asyncio.get_running_loop()
    async with (
        open_ground(workers=0, interval=3600, **SETTINGS) as ground,
        open_app(ground.settings, clock=ground.clock) as house,
    ):
        await ground.sandbox.call("POST", "market", {"drift": 0})
        await ground.sandbox.call(
            "POST", "payments/checkout/patience", {"seconds": CHECKOUT_PATIENCE}
        )
        for number, case in enumerate(filter(chosen, all_cases()), start=1):
            began = loop.time()
            wrong = await Play(ground, house, case, number, outcome).judged()
            outcome.ran += 1
            outcome.wrong += [(case.name, one) for one in wrong]
            seconds = loop.time() - began
            say(f"{number}. {case.name}: {'; '.join(wrong) or 'well'} ({seconds:.1f} s)")
    return outcome


@dataclass
class Play:
    """One case: prepare, let it go wrong, let hours pass, and judge."""

    ground: Ground
    house: App
    case: Case
    number: int
    outcome: Outcome
    wrong: list[str] = field(default_factory=list)
    person: Person | None = None

    @property
    def story(self) -> Story:
        """Return what the traveller does."""
        return STORIES[self.case.story]

    async def run(self) -> list[str]:
        """Return what is wrong in the end."""
        self.ground.clock.put(timedelta(0))
        await self._clear()
        if self.case.when is None:
            await self._gone_wrong()
        else:
            await self._killed()
        return self.wrong

    async def judged(self) -> list[str]:
        """Run; one that breaks off is wrong, and the next one is played all the same."""
        try:
            return await self.run()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            return [*self.wrong, f"broke off: {type(error).__name__}: {error}"]

    async def _clear(self) -> None:
        call = self.ground.sandbox.call
        await call("DELETE", "faults")
        await call("DELETE", "bookings/twists")
        for trick in (await call("GET", "provider"))["tricks"]:
            await call("POST", "provider/tricks", {"trick": trick, "times": 0})

    @asynccontextmanager
    async def _opened(
        self, traveller: Traveller | None = None
    ) -> AsyncIterator[tuple[Scene, Watch]]:
        """Open the product, as a process that was just started; its servers stay connected."""
        watch, settings = Watch(), settings_of(self.ground.environment, is_paid=self.story.is_paid)
        async with AsyncExitStack() as stack:
            suppliers = build_registry(settings, self.ground.clock, self.house.redis)
            stack.push_async_callback(suppliers.aclose)
            background = await stack.enter_async_context(aclosing(Background()))
            app = replace(self.house, settings=settings, suppliers=suppliers, background=background)
            surround(app, watch)
            talk = None
            if self.story.is_paid:
                talk = await stack.enter_async_context(talking(app, watch))
            if traveller is None:
                language = LANGUAGES[self.story.supplier]
                if talk is not None:
                    self.person = await self.ground.sandbox.add_user("Asha", language_code=language)
                    await self.ground.sandbox.say(self.person, "/start")
                    await talk.is_quiet()
                chat_id = 900_000 + self.number if self.person is None else self.person.chat_id
                traveller = await meet_traveller(chat_id, "Asha", language, app.clock.now())
            yield (
                Scene(
                    self.ground, app, traveller, surname_of(self.number), self.story.supplier,
                    talk, self.person,
                ),
                watch,
            )  # fmt: skip

    async def _prepared(self, scene: Scene) -> Booking:
        """Prepare; on a machine under load a supplier may seem to be silent by itself."""
        for left in reversed(range(PREPARED_TIMES)):
            try:
                return await self.story.prepare(scene)
            except (LookupError, SupplierError):
                if not left:
                    raise
        raise AssertionError("unreachable")

    async def _gone_wrong(self) -> None:
        """Act in this process, with a fault of the line, or a trick of the provider."""
        async with self._opened() as (scene, watch):
            booking = await self._prepared(scene)
            watch.counts.clear()
            if self.case.call is not None:
                watch.call, watch.before = self.case.call, partial(self._plant, scene)
            if self.case.trick is not None:
                body = {"trick": self.case.trick, "times": 1}
                await scene.sandbox.call("POST", "provider/tricks", body)
            await self._acted(scene, booking)
            await self._check_met(scene, watch)
            watch.call = None
            await self._after(scene, booking)

    async def _acted(self, scene: Scene, booking: Booking) -> None:
        hands = Hands(scene.app, scene.traveller, booking.booking_id, scene.talk)
        over = asyncio.Event()
        meanwhile = asyncio.create_task(self._meanwhile(scene, over))
        try:
            with suppress(SupplierError, AiogramError):
                await self.story.act(hands)
        finally:
            over.set()
            await meanwhile
        if scene.talk is not None:
            await scene.talk.is_quiet()
            await carry_refunds(scene.app, scene.talk.ports)

    async def _meanwhile(self, scene: Scene, over: asyncio.Event) -> None:
        if self.story.meanwhile is not None:
            await self.story.meanwhile(scene, over)

    async def _plant(self, scene: Scene) -> None:
        """Plant the case's fault, or the turn of the supplier's books, for once."""
        call = self.case.call
        assert call is not None
        if self.case.turn is not None:
            await plant_twist(scene, call.step, self.case.turn, 1)
            return
        body: dict[str, Any] = {
            "target": call.target, "match": call.path, "kind": self.case.fault, "times": 1
        }  # fmt: skip
        if self.case.status is not None:
            body["status"] = self.case.status
        if self.case.fault == "sparse":
            body["fields"] = HOLES
        await scene.sandbox.call("POST", "faults", body)

    async def _check_met(self, scene: Scene, watch: Watch) -> None:
        """A case that never came about proves nothing; nor does a call that no case is about."""
        call = self.case.call
        if call is not None and watch.counts[call.operation] <= call.nth:
            self.wrong.append("the call was not come to")
        elif call is not None and await scene.sandbox.call("GET", "faults"):
            self.wrong.append("the fault was not met")
        if call is None and self.case.trick is None:
            known = {(one.operation, one.nth) for one in self.story.calls}
            made = {(name, n) for name, count in watch.counts.items() for n in range(count)}
            self.wrong += [f"{name} {n + 1} has no cases" for name, n in sorted(made - known)]
            self.wrong += [f"{name} {n + 1} was not made" for name, n in sorted(known - made)]

    async def _killed(self) -> None:
        """Act in a process that dies, and go on in another."""
        async with self._opened() as (scene, _watch):
            booking = await self._prepared(scene)
        over = asyncio.Event()
        meanwhile = asyncio.create_task(self._meanwhile(scene, over))
        try:
            if await self._died(scene.traveller, booking):
                self.outcome.killed += 1
            else:
                self.wrong.append("the call was not come to")
            over.set()
            # What the dead had in hand is free after seconds by the database's own clock, which
            # leaps with nobody.
            await self.house.pool.execute(
                "UPDATE incoming_updates SET held_until = NULL WHERE handled_at IS NULL"
            )
            async with self._opened(scene.traveller) as (after, _watch):
                await meanwhile
                await self._after(after, booking)
        finally:
            meanwhile.cancel()

    async def _died(self, traveller: Traveller, booking: Booking) -> bool:
        """Act in a process that ends itself at the call; say whether it came so far."""
        case = self.case
        assert case.call is not None
        assert case.when is not None
        deed = Deed(
            case.story, traveller.user_id, booking.booking_id, case.call, case.when,
            self.ground.folder, self.ground.environment,
        )  # fmt: skip
        process = FORKS.Process(target=do, args=(deed,), daemon=True)
        await asyncio.to_thread(process.start)
        await asyncio.to_thread(process.join, CHILD_SECONDS)
        is_dead = process.exitcode is not None and process.exitcode < 0
        if process.exitcode is None:
            process.kill()
            await asyncio.to_thread(process.join)
        process.close()
        return is_dead

    async def _after(self, scene: Scene, booking: Booking) -> None:
        """Let hours pass with all jobs, and compare everybody's books."""
        await scene.sandbox.call("DELETE", "faults")
        await self._told(scene)
        try:
            await self._pass_hours(scene)
            for judge in self.story.judge:
                self.wrong += await judge(scene, booking)
            self.outcome.with_people.update(await scene.cases())
        finally:
            if self.story.moves_price:
                await move_price(scene, await load_any(booking.booking_id), 25)

    async def _told(self, scene: Scene) -> None:
        """Let Telegram tell what is still to be told, and of a payment that it kept to itself."""
        if scene.talk is None:
            return
        if self.case.trick == "tells_nothing":
            for charge in await scene.charges():
                await scene.sandbox.call("POST", f"provider/{charge['id']}/tell")
        await scene.talk.is_quiet()

    async def _pass_hours(self, scene: Scene) -> None:
        """Run the jobs whenever one has something to do, and never long after."""
        app, clock = scene.app, self.ground.clock
        end = datetime.now(UTC) + HOURS
        for _ in range(MOST_ROUNDS):
            await self._jobs(scene)
            self.wrong += [one for one in await judge_ledger(scene) if one not in self.wrong]
            due = await scene.due()
            if due is None or due > end:
                break
            now = app.clock.now()
            clock.put(max(due, now + timedelta(seconds=15)) - datetime.now(UTC))
        else:
            self.wrong.append("the jobs do not come to an end")
        clock.put(HOURS)
        await self._jobs(scene)

    async def _jobs(self, scene: Scene) -> None:
        app = scene.app
        while await look_up_due(app) + await carry_on_due(app):
            pass
        if scene.talk is not None:
            await settle_charges(app)
            await carry_refunds(app, scene.talk.ports)


def surname_of(number: int) -> str:
    """Return a unique surname: names cannot have digits."""
    return "Rao" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
