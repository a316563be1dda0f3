"""The hotels that somebody tracks for a stay, which are marked wherever they are shown."""

from domain.accounts.travellers import Traveller
from domain.prices.models import TrackableKind
from domain.stay import Stay
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database


async def tracked_hotels(pool: Database, traveller: Traveller, stay: Stay) -> frozenset[int]:
    """Return the ids of the hotels that a traveller's active trackers watch on a stay's dates."""
    rows = await pool.fetch(
        """
        SELECT DISTINCT k.hotel_id FROM trackers t
        JOIN tracked_items i ON i.tracker_id = t.id JOIN trackables k ON k.id = i.trackable_id
        WHERE t.user_id = $1 AND t.state = $2 AND k.kind = $3
            AND k.check_in = $4 AND k.check_out = $5 AND k.hotel_id IS NOT NULL
        """,
        traveller.user_id,
        TrackerState.ACTIVE.value,
        TrackableKind.HOTEL_STAY.value,
        stay.check_in,
        stay.check_out,
    )
    return frozenset(row["hotel_id"] for row in rows)
