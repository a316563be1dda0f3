"""Clusters described by admins, and browsed and tracked by travellers."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.updates.intake import UpdateIntake
from domain.administration.audit import Act, read_audit
from domain.catalog.models import Cluster, ClusterKind, Hotel
from domain.clusters.rules import MOST_CONDITIONS, AllOf, Stars
from domain.clusters.service import list_clusters, make_cluster, set_rule
from domain.settings import Settings
from domain.suppliers.contract import Board
from domain.trackers.members import follow_clusters
from domain.trackers.models import Tracker
from tests.bot.test_administration import FIRST_ID, another, page, tap
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


async def watched(scene: Scene) -> set[str]:
    rows = await scene.rows(
        "SELECT h.name FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id "
        "JOIN hotels h ON h.id = k.hotel_id WHERE k.watchers > 0"
    )
    return {row["name"] for row in rows}


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
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
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
    await sandbox.press(asha, "✏️ Edit conditions")
    await sandbox.press(asha, "3 Price per night: ≤ ₹1,000")
    await sandbox.press(asha, "➖ Remove")
    await sandbox.wait_for(asha, lambda m: "1 hotel" in words(m) and "Amenity" in words(m))
    # Nobody presses this fast; the next presses must not be throttled.
    await scene.app.redis.delete(f"throttle:{asha.id}")
    await sandbox.press(asha, "Update automatically")
    await sandbox.wait_for(asha, lambda m: "✅ Updates automatically" in labels(m))
    assert (await Cluster.get()).kind is ClusterKind.DYNAMIC
    await sandbox.press(asha, "🔄 Update now")
    await intake.drained()
    acts = [entry.deed.act for entry in await read_audit(scene.app.pool, 20)]
    assert (acts.count(Act.CLUSTER_CHANGED), acts[0]) == (5, Act.CLUSTER_REFRESHED)
    await sandbox.press(asha, "🗑 Delete…")
    await sandbox.wait_for(asha, "keep their trackers")
    await sandbox.press(asha, "🗑 Delete")
    await sandbox.wait_for(asha, "Nothing here yet")
    assert not await Cluster.exists()


async def test_conditions_are_grouped_turned_and_negated_in_chat(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await hotels(scene)
    await made(sandbox, asha)
    await tap(sandbox, asha, "➕ Condition", "🏊 Amenity", "pool")
    await sandbox.wait_for(asha, "Amenity: pool")
    await tap(sandbox, asha, "✏️ Edit conditions")
    # An alternative makes a group of the condition.
    await tap(sandbox, asha, "2 Amenity: pool", "➕ Alternative", "👍 Rating")
    await sandbox.say(asha, "4.9+")
    grouped = words(await sandbox.wait_for(asha, "any of these:"))
    assert "• Amenity: pool\n" in grouped
    assert "1 hotel" in grouped
    await tap(sandbox, asha, "✏️ Edit conditions", "2.2 Rating: 4.9+", "Must not match")
    await sandbox.wait_for(asha, "not: Rating: 4.9+")
    await scene.app.redis.delete(f"throttle:{asha.id}")
    await tap(sandbox, asha, "✏️ Edit conditions", "2 any of these:", "Match all of them")
    await sandbox.wait_for(asha, "all of these:")
    await tap(sandbox, asha, "✏️ Edit conditions", "2 all of these:", "➖ Remove")
    await sandbox.wait_for(asha, lambda m: "all of these" not in words(m)
                           and "1 hotel" in words(m))  # fmt: skip


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
    await sandbox.press(ravi, "📅 All cheap days")
    days = words(await sandbox.wait_for(ravi, "cheapest night by check-in day"))
    assert days.index("₹4,000") < days.index("₹3,500")  # by day, not by price
    await sandbox.press(ravi, "⬅️ Back")
    await sandbox.wait_for(ravi, lambda m: "📅 All cheap days" in labels(m))
    cheapest = next(label for label in labels(shown) if "₹3,500" in label)
    await sandbox.press(ravi, cheapest)
    await sandbox.wait_for(ravi, "Tracking.")
    tracker = await Tracker.get()
    assert tracker.name == "Best of Goa"
    # Who belongs to it changes, and what is watched follows; rules' states of who stays stay.
    palms = await Hotel.get(name="Palms Retreat")
    await scene.app.pool.execute(
        "INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT id, $1 FROM clusters", palms.id
    )
    assert await follow_clusters(scene.app) == 1
    assert await follow_clusters(scene.app) == 0
    assert await watched(scene) == {"Taj Holiday Village", "Palms Retreat"}
    await scene.app.pool.execute("DELETE FROM cluster_hotels WHERE hotel_id <> $1", palms.id)
    await follow_clusters(scene.app)
    assert await watched(scene) == {"Palms Retreat"}
    # An empty one goes on with what it has.
    await scene.app.pool.execute("DELETE FROM cluster_hotels")
    assert await follow_clusters(scene.app) == 0


async def test_what_is_no_value_is_refused_and_the_question_stays(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await hotels(scene)
    await made(sandbox, asha)
    await sandbox.press(asha, "➕ Condition")
    await sandbox.press(asha, "👍 Rating")
    await sandbox.say(asha, "good")
    again = await sandbox.wait_for(asha, "I couldn’t read “good”. Ratings go from 0 to 5.")
    assert "Which guest rating" in words(again)
    assert "⬅️ Back" in labels(again)
    await sandbox.say(asha, "4+")
    await sandbox.wait_for(asha, "Rating: 4+")
    await tap(sandbox, asha, "➕ Condition", "📏 Distance")
    await sandbox.say(asha, "5 km of Hyderabad")
    await sandbox.wait_for(asha, "Which Hyderabad do you mean?")
    await sandbox.press(asha, "📍 Hyderabad, India")
    await sandbox.wait_for(asha, "Within 5 km of Hyderabad")
    await scene.app.redis.delete(f"throttle:{asha.id}")
    await page(sandbox, asha, "🗂 Collections", "Hotels described by conditions")
    await sandbox.press(asha, "➕ New collection")
    await sandbox.say(asha, "Best of Goa")
    await sandbox.wait_for(asha, "There’s already a collection called “Best of Goa”")
    await sandbox.say(asha, "x" * 101)
    await sandbox.wait_for(asha, "A name needs 1 to 100 characters")


async def test_one_condition_too_many_is_refused_by_its_bound(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await made(sandbox, asha)
    full = AllOf(of=(Stars(least=4),) * MOST_CONDITIONS)
    [cluster] = await list_clusters(scene.app.pool, public_only=False)
    await set_rule(scene.app.pool, cluster.cluster_id, full, scene.clock.now())
    await page(sandbox, asha, "🗂 Collections", "Hotels described by conditions")
    await tap(sandbox, asha, "Best of Goa · 0", "➕ Condition", "⭐ Stars")
    await sandbox.say(asha, "5")
    await sandbox.wait_for(asha, "A collection can have up to 20 conditions. Remove one first.")


async def test_many_collections_are_turned_over_and_found(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    for number in range(12):
        await make_cluster(scene.app.pool, f"Set {number:02}", scene.clock.now())
    first = await page(sandbox, asha, "🗂 Collections", "Hotels described by conditions")
    assert "Set 09 · 0" in labels(first)
    assert "Set 10 · 0" not in labels(first)
    await sandbox.press(asha, "1 of 2 ›")
    await sandbox.wait_for(asha, lambda m: "Set 11 · 0" in labels(m))
    await sandbox.say(asha, "10 SET")
    await sandbox.wait_for(
        asha, lambda m: "Set 10 · 0" in labels(m) and "Set 11 · 0" not in labels(m)
    )
    await scene.app.pool.execute("UPDATE clusters SET is_public = true, hotel_count = 1")
    await sandbox.say(asha, "/collections")
    await sandbox.wait_for(asha, lambda m: "Set 09 · 1" in labels(m))
    await sandbox.press(asha, "1 of 2 ›")
    await sandbox.wait_for(asha, lambda m: "Set 10 · 1" in labels(m))
