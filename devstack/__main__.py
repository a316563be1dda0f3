"""`python -m devstack`: the whole product on this machine, until Ctrl-C."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from devstack.plan import CannotStartError, make_plan
from devstack.postgres import ServerFailedError
from devstack.stack import Stack, timed_start

CANNOT_START = 2
ROOT = Path(__file__).parents[1]


async def run(console: Console) -> int:
    """Start, show the table, wait for a signal, stop; 2 with a sentence if it cannot start."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    stack: Stack | None = None
    try:
        stack = Stack(make_plan(ROOT, os.environ), lambda text: console.print(f"[yellow]{text}"))
        console.print("Starting Often Hotels…")
        starting = asyncio.create_task(timed_start(stack))
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait({starting, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            show(console, stack, starting.result())
            await waiting
        else:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
    except (CannotStartError, ServerFailedError) as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT_START
    finally:
        if stack is not None:
            console.print("Stopping…")
            await stack.stop()
    return 0


def show(console: Console, stack: Stack, seconds: float) -> None:
    """Print what runs, where, real or sandboxed, and where to go."""
    table = Table(title=f"Often Hotels is ready ({seconds:.1f} s)", title_justify="left")
    for heading in ("what", "where", "kind"):
        table.add_column(heading, overflow="fold")
    colours = {"sandboxed": "cyan", "real": "bold green"}
    for part in stack.parts():
        table.add_row(part.name, part.where, part.kind, style=colours.get(part.kind, ""))
    console.print(table)
    console.print(f"Logs: {stack.plan.state_dir / 'logs'}    Ctrl-C stops everything.")
    if stack.plan.needs_sandbox:
        console.print(f"\n  Open the chat page:  [bold]{stack.plan.sandbox_url}/[/bold]\n")


if __name__ == "__main__":
    raise SystemExit(asyncio.run(run(Console(soft_wrap=True))))
