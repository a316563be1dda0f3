"""`python -m tests.chaos [--seed N] [--trackers N] [--kills N]`: the whole run, with its table."""

import argparse
import asyncio
import random
import sys

from rich.console import Console

from tests.chaos.plan import full, short
from tests.chaos.run import run


def main() -> int:
    """Run and return 0 when nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16))
    parser.add_argument("--trackers", type=int, default=500)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--short", action="store_true", help="the run of `make test`")
    wish = parser.parse_args()
    console = Console()
    plan = short(wish.seed) if wish.short else full(wish.seed, wish.trackers, wish.kills)
    console.print(f"Seed {plan.seed}")
    findings = asyncio.run(run(plan, console.print))
    console.print(findings.table())
    return 0 if findings.is_well else 1


if __name__ == "__main__":
    sys.exit(main())
