"""How well lines are read that were generated from their meanings: `make reading`.

Prints the shares right, asked and wrong by language and by part, and the ten worst forms.
"""

import argparse
import asyncio
import sys
from collections import Counter
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any

from bench.catalogue import seeded_catalogue
from domain.accounts.travellers import Traveller
from domain.reading.amounts import writing_as
from domain.reading.line import Occasion, read_line
from domain.reading.namesakes import Home
from domain.search.interpretation import read_stay, write_into
from domain.search.values import Draft
from tests.reading.generator import TODAY, Meant, lines
from tests.reading.journeys import verdict_on
from tests.reading.made_journeys import journeys
from tests.reading.verdicts import ASKED, RIGHT, WRONG, judge, overall

WORST = 10
TRAVELLER = Traveller(0, 0, "Asha", "en", "INR", "IN", "Asia/Kolkata")


class Tally:
    """Counts verdicts by language and part, and keeps the lines that were read wrongly."""

    def __init__(self) -> None:
        self.lines: Counter[tuple[str, str]] = Counter()
        self.parts: Counter[tuple[str, str]] = Counter()
        self.bad: list[tuple[Meant, dict[str, str], Any]] = []

    def add(self, meant: Meant, verdicts: dict[str, str], read: Any) -> None:
        """Count a line."""
        verdict = overall(verdicts)
        self.lines[meant.language, verdict] += 1
        self.parts.update((part, one) for part, one in verdicts.items())
        if verdict != RIGHT:
            self.bad.append((meant, verdicts, read))

    def share(self, verdict: str) -> float:
        """Return the share of lines with a verdict."""
        count = sum(n for (_language, one), n in self.lines.items() if one == verdict)
        return count / max(self.lines.total(), 1)


async def measure(database: Any, seed: int, count: int) -> Tally:
    """Read `count` generated lines of a seed with a seeded catalogue."""
    app: Any = SimpleNamespace(pool=database)
    occasion = Occasion(TODAY, writing_as(TRAVELLER), Home("IN"))
    tally = Tally()
    for meant in lines(seed, count):
        decision = await read_line(database, meant.text, occasion)
        read = write_into(Draft(), await read_stay(app, TRAVELLER, decision), TODAY)
        tally.add(meant, judge(meant, read), read)
    return tally


def printed(tally: Tally) -> str:
    """Return the table and the worst lines."""
    told = [f"{'':10} {'right':>7} {'asked':>7} {'wrong':>7}"]
    for counts in (tally.lines, tally.parts):
        for name in dict.fromkeys(key for key, _verdict in counts):
            every = sum(counts[name, one] for one in (RIGHT, ASKED, WRONG))
            shares = (100 * counts[name, one] / every for one in (RIGHT, ASKED, WRONG))
            told.append(f"{name:10} " + " ".join(f"{share:6.1f}%" for share in shares))
    told.append(
        f"{'all':10} " + " ".join(f"{100 * tally.share(v):6.1f}%" for v in (RIGHT, ASKED, WRONG))
    )
    worst = sorted(tally.bad, key=lambda one: (WRONG not in one[1].values(), len(one[0].text)))
    for meant, verdicts, read in worst[:WORST]:
        parts = [f"{part} {one}" for part, one in verdicts.items() if one != RIGHT]
        problems = [type(problem).__name__ for problem in read.problems]
        told.append(
            f"{meant.language}: {meant.text!r}: {', '.join(parts)} {problems} {read.left_over}"
        )
    return "\n".join(told)


async def measure_journeys(app: Any, seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """Read generated flights, packages and trips; return the verdicts, and what was not right."""
    verdicts: Counter[str] = Counter()
    bad = []
    for row in journeys(seed, count):
        verdict, told = await verdict_on(app, TRAVELLER, row)
        verdicts[verdict] += 1
        if verdict != RIGHT:
            bad.append(f"{verdict}: {row.language} {row.kind} {told}")
    return verdicts, bad


async def _main(arguments: argparse.Namespace) -> None:
    clock = SimpleNamespace(now=lambda: datetime.combine(TODAY, time(6), UTC))
    async with seeded_catalogue() as database:
        tally = await measure(database, arguments.seed, arguments.lines)
        app = SimpleNamespace(pool=database, clock=clock)
        verdicts, bad = await measure_journeys(app, arguments.seed, arguments.journeys)
    sys.stdout.write(printed(tally) + "\n")
    shares = (100 * verdicts[one] / max(verdicts.total(), 1) for one in (RIGHT, ASKED, WRONG))
    sys.stdout.write("journeys   " + " ".join(f"{share:6.1f}%" for share in shares) + "\n")
    sys.stdout.write("".join(f"{one}\n" for one in bad[:WORST]))


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading", description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--journeys", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    main()
