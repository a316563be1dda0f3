"""`often`: the command line's table of contents."""

import typer

from operations import admin, maintenance, supplier, trackers
from operations.backup import backup, restore
from operations.doctor import doctor
from operations.migration import migrate
from operations.reading import reading
from operations.seeding import seed

app = typer.Typer(
    name="often",
    help="Run Often Hotels. Settings come from the environment and .env, as for every process.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # What is wrong is one plain sentence, which logs and pipes keep as it is.
    rich_markup_mode=None,
    add_completion=False,
)
app.command()(doctor)
app.command()(migrate)
app.command()(seed)
app.command()(backup)
app.command()(restore)
app.command()(reading)
app.add_typer(admin.app, name="admin")
app.add_typer(trackers.app, name="trackers")
app.add_typer(supplier.app, name="supplier")
app.add_typer(maintenance.app, name="maintenance")


def main() -> None:
    """Run one command."""
    app()
