"""`python -m tests.chaos [--seed N] [--seeds N] [--trackers N] [--kills N]`: whole runs, judged.

`--seed` runs that seed, `--seeds` that many with random seeds, with one line each at the end.
`--readers N` sends a broadcast to that many readers instead, `--bookings STORY,STORY` (or
`all`) books, pays, cancels and rebooks under every fault and with a kill around every call.
"""

import argparse
import asyncio
import random
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.chaos.bookings.run import run_bookings
from tests.chaos.broadcast import run_broadcast
from tests.chaos.plan import full, short
from tests.chaos.run import run
from tests.chaos.verdict import Findings

SEEDS = 1 << 16


def main() -> int:
    """Run and return 0 when nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, help="the same seed makes the same plan")
    parser.add_argument("--seeds", type=int, default=1, help="how many runs, of seeds by chance")
    parser.add_argument("--trackers", type=int, default=500)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--readers", type=int, help="of a broadcast, instead of the alerts")
    parser.add_argument("--bookings", help="stories of tests.chaos.bookings, or all")
    parser.add_argument("--short", action="store_true", help="the run of `make test`")
    wish = parser.parse_args()
    console = Console()
    chance = random.sample(range(SEEDS), wish.seeds)
    seeds = chance if wish.seed is None else [wish.seed]
    if wish.bookings is not None:
        return bookings(wish.bookings, console)
    if wish.readers is not None:
        return broadcast(wish.readers, wish.kills, seeds[0], console)
    runs: list[tuple[int, Findings]] = []
    for seed in seeds:
        console.print(f"Seed {seed}")
        plan = short(seed) if wish.short else full(seed, wish.trackers, wish.kills)
        findings = asyncio.run(run(plan, console.print))
        runs.append((seed, findings))
        if len(seeds) == 1 or not findings.is_well:
            console.print(findings.table())
    if len(runs) > 1:
        console.print(summary(runs))
    return 0 if all(findings.is_well for _seed, findings in runs) else 1


def broadcast(readers: int, kills: int, seed: int, console: Console) -> int:
    """Send one to this many, and return 0 when nothing was wrong."""
    console.print(f"Seed {seed}")
    outcome = asyncio.run(run_broadcast(readers, kills, seed, console.print))
    console.print(outcome.table())
    return 0 if outcome.is_well else 1


def bookings(stories: str, console: Console) -> int:
    """Run the matrix of bookings, and return 0 when nothing was wrong."""
    wished = set(stories.split(","))
    chosen = (lambda case: case.story in wished) if wished != {"all"} else (lambda _case: True)
    outcome = asyncio.run(run_bookings(console.print, chosen))
    console.print(outcome.table())
    return 0 if outcome.is_well else 1


def summary(runs: Sequence[tuple[int, Findings]]) -> Table:
    """Return a line for each run: its seed, some figures, and what was wrong."""
    table = Table("seed", "alerts", "told twice, with a cause", "seconds", "wrong")
    for seed, findings in runs:
        faults = [f"{what}: {len(found)}" for what, found in findings.faults.items() if found]
        counts = findings.counts
        table.add_row(
            str(seed),
            str(counts["alerts"]),
            str(len(findings.doubles)),
            str(counts["seconds in all"]),
            f"[red]{'; '.join(faults)}[/]" if faults else "[green]nothing[/]",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
