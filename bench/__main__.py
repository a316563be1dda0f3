"""`python -m bench [measure …]`: run every measure, or those named, and write bench/results.json.

Each stands beside the yardstick, before and after it: compare times of different runs by their
ratio to that. A measure that was not run keeps the figures that it has there. With BENCH_SHORT=1
each does as little as shows that it works, and nothing is written: the tests run all of them so.
"""

import argparse
import asyncio
import json
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import (
    admin_screens,
    alert_delivery,
    booking,
    clusters,
    forecasting,
    pictures,
    places,
    press_to_edit,
    reading,
    search,
    startup,
    web,
)
from bench.scale import is_short
from bench.tracking import booking_watches, capacity, checks, fleet, planning, watchers, writing
from bench.yardstick import yardstick

RESULTS = Path(__file__).parent / "results.json"
MEASURES = {
    "startup": startup.measure,
    "press_to_edit": press_to_edit.measure,
    "web": web.measure,
    "pictures": pictures.measure,
    "search": search.measure,
    "reading": reading.measure,
    "places": places.measure,
    "clusters": clusters.measure,
    "booking": booking.measure,
    "alert_delivery": alert_delivery.measure,
    "admin_screens": admin_screens.measure,
    "forecasting": forecasting.measure,
    "tracking_checks": checks.measure,
    "tracking_watchers": watchers.measure,
    "tracking_booked": booking_watches.measure,
    "tracking_writing": writing.measure,
    "tracking_planning": planning.measure,
    "tracking_fleet": fleet.measure,
    "tracking_capacity": capacity.measure,
}


def flat(value: Any, name: str = "") -> list[tuple[str, Any]]:
    """Return nested figures as rows of dotted name and figure."""
    if isinstance(value, dict):
        return [row for key, inner in value.items() for row in flat(inner, f"{name}.{key}")]
    return [(name.lstrip("."), value)]


async def main(names: Sequence[str]) -> None:
    """Run the measures one after the other."""
    console = Console()
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results |= {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": platform.machine(), "python": platform.python_version()},
    }
    for name in names:
        console.print(f"Measuring {name}…")
        before = yardstick()
        results[name] = await MEASURES[name]()
        results[name]["yardstick"] = {"before": before, "after": yardstick()}
        table = Table(title=name, title_justify="left")
        table.add_column("figure")
        table.add_column("value", justify="right")
        for row in flat(results[name]):
            table.add_row(row[0], str(row[1]))
        console.print(table)
    if is_short():
        console.print("Measured in short: nothing is written.")
        return
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    console.print(f"Written to {RESULTS}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("measure", nargs="*", help=f"of {', '.join(MEASURES)}; all if none")
    chosen = parser.parse_args().measure
    unknown = sorted(set(chosen) - set(MEASURES))
    if unknown:
        parser.error(f"no such measure: {', '.join(unknown)}")
    asyncio.run(main(chosen or tuple(MEASURES)))
