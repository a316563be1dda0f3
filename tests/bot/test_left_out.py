"""Words of a line that were not used are named on every screen, with a button to correct it."""

from tests.bot.test_flights import BACK, OUT, asha, flying, pressed, said
from tests.sandbox_client import SandboxClient, Traveller, labels, words

__all__ = ["asha", "flying"]


async def test_flights_packages_and_trips_tell_what_they_leave_out(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    flights = await said(sandbox, asha, f"nonstop flight DEL to Goa {OUT} with pool under 9000")
    assert "I can’t search by “pool”, “under 9000”, so I left it out." in words(flights)
    assert {"✏️ pool", "💰 under 9000", "⚙️ Filters (1)"} <= set(labels(flights))
    await pressed(sandbox, asha, "💰 under 9000", "When are you flying?")

    line = f"package Goa {OUT} to {BACK} 2 adults from Delhi, hostel, business class"
    package = await said(sandbox, asha, line)
    assert "I can’t search by “hostel” yet" in words(package)
    assert "I can’t search by “business class”, so I left it out." in words(package)
    assert "✈️ business class"[:12] in " ".join(labels(package))
    await pressed(sandbox, asha, "✏️ hostel", "What should the hotel have?")
    assert "🎒 Delhi → Goa" in words(await said(sandbox, asha, "pool"))

    trip = await said(sandbox, asha, f"trip Delhi 2 nights, Agra 1 night, {OUT}, under 9000")
    assert "I can’t search by “under 9000”, so I left it out." in words(trip)
    await pressed(sandbox, asha, "💰 under 9000", "So far: Delhi 2 nights → Agra 1 night")
