"""Clusters described by admins, and browsed and tracked by travellers."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.administration.audit import Act, read_audit
from domain.catalog.models import Cluster, ClusterKind, Hotel
from domain.settings import Settings
from domain.suppliers.contract import Board
from domain.trackers.models import Tracker
from tests.bot.test_administration import FIRST_ID, another, page
from tests.clusters.test_members import quote
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

pytestmark = pytest.mark.usefixtures("intake")


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def hotels(scene: Scene) -> None:
    """Have the catalogue know Goa's two hotels, where they lie, and what a night costs."""
    await scene.find(await scene.meet(5))
    await Hotel.filter(name="Taj Holiday Village").update(
        stars=5, rating=4.6, review_count=900, latitude=15.50, longitude=73.77,
        amenities=["Outdoor pool"],
    )  # fmt: skip
    await Hotel.filter(name="Palms Retreat").update(
        stars=3, rating=3.9, review_count=90, latitude=15.40, longitude=73.90
    )
    taj = await Hotel.get(name="Taj Holiday Village")
    place = await scene.app.pool.fetchval("SELECT destination_id FROM hotels WHERE id = $1", taj.id)
    for ahead, night in ((30, 4_000), (31, 3_500)):
        day = scene.clock.now().date() + timedelta(days=ahead)
        await quote(scene.app, taj.id, place, Decimal(night), Board.BREAKFAST, check_in=day)


async def made(sandbox: SandboxClient, admin: Traveller, name: str = "Best of Goa") -> None:
    """Make a collection of the hotels with four stars and more."""
    await page(sandbox, admin, "🗂 Collections", "Hotels described by conditions")
    await sandbox.press(admin, "➕ New collection")
    await sandbox.wait_for(admin, "What is the collection called?")
    await sandbox.say(admin, name)
    await sandbox.wait_for(admin, "No conditions yet")
    await sandbox.press(admin, "➕ Condition")
    await sandbox.press(admin, "⭐ Stars")
    await sandbox.wait_for(admin, "4+ or 3-5")
    await sandbox.say(admin, "4+")
    await sandbox.wait_for(admin, "Stars: 4+")


async def test_an_admin_describes_a_collection_and_sees_what_it_means(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await hotels(scene)
    await made(sandbox, asha)
    shown = await sandbox.wait_for(asha, "Best known: Taj Holiday Village")
    assert "1 hotel" in words(shown)
    assert "photo" in shown
    await sandbox.press(asha, "➕ Condition")
    await sandbox.press(asha, "🏊 Amenity")
    await sandbox.wait_for(asha, "Which amenity?")
    await sandbox.press(asha, "pool")
    await sandbox.wait_for(asha, "Amenity: pool")
    await sandbox.press(asha, "➕ Condition")
    await sandbox.press(asha, "💰 Price")
    await sandbox.say(asha, "cheap")
    await sandbox.wait_for(asha, "cheap")
    await sandbox.say(asha, "under 1000")
    empty = await sandbox.wait_for(asha, "Price per night: ≤ ₹1,000")
    assert "0 hotels" in words(empty)
    await sandbox.press(asha, "➖ Remove condition")
    await sandbox.press(asha, "➖ Price per night: ≤ ₹1,000")
    await sandbox.wait_for(asha, lambda m: "1 hotel" in words(m) and "Amenity" in words(m))
    await sandbox.press(asha, "Update by itself")
    await sandbox.wait_for(asha, lambda m: "✅ Updates itself" in labels(m))
    assert (await Cluster.get()).kind is ClusterKind.DYNAMIC
    acts = [entry.deed.act for entry in await read_audit(scene.app.pool, 20)]
    assert acts.count(Act.CLUSTER_CHANGED) == 5
    await sandbox.press(asha, "🗑 Delete…")
    await sandbox.wait_for(asha, "keep their trackers")
    await sandbox.press(asha, "🗑 Delete")
    await sandbox.wait_for(asha, "Nothing here yet")
    assert not await Cluster.exists()


async def test_a_traveller_finds_it_by_name_and_tracks_its_cheapest_day(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await hotels(scene)
    await made(sandbox, asha)
    ravi = await another(sandbox)
    await sandbox.say(ravi, "/collections")
    await sandbox.wait_for(ravi, "There are no collections yet")
    await sandbox.press(asha, "Make public")
    await sandbox.wait_for(asha, lambda m: "✅ Public" in labels(m))
    await sandbox.say(ravi, "/collections")
    await sandbox.wait_for(ravi, lambda m: "Best of Goa · 1" in labels(m))
    await sandbox.say(ravi, "%")
    none = await sandbox.wait_for(ravi, "No collection is called “%”")
    await sandbox.say(ravi, "GOA")
    await sandbox.wait_for(ravi, lambda m: "Best of Goa · 1" in labels(m), after=none["message_id"])
    await sandbox.press(ravi, "Best of Goa · 1")
    shown = await sandbox.wait_for(ravi, "Cheapest days")
    assert words(shown).index("₹3,500") < words(shown).index("₹4,000")
    cheapest = next(label for label in labels(shown) if "₹3,500" in label)
    await sandbox.press(ravi, cheapest)
    await sandbox.wait_for(ravi, "Tracking.")
    tracker = await Tracker.get()
    assert tracker.name == "Best of Goa"


async def test_what_is_no_value_is_refused_and_the_question_stays(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await hotels(scene)
    await made(sandbox, asha)
    await sandbox.press(asha, "➕ Condition")
    await sandbox.press(asha, "👍 Rating")
    await sandbox.say(asha, "good")
    await sandbox.wait_for(asha, "I couldn’t read “good”")
    await sandbox.say(asha, "4+")
    await sandbox.wait_for(asha, "Rating: 4+")
    await page(sandbox, asha, "🗂 Collections", "Hotels described by conditions")
    await sandbox.press(asha, "➕ New collection")
    await sandbox.say(asha, "Best of Goa")
    await sandbox.wait_for(asha, "There’s already a collection called “Best of Goa”")
    await sandbox.say(asha, "x" * 101)
    await sandbox.wait_for(asha, "A name needs 1 to 100 characters")
