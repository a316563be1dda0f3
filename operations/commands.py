"""`often`: the table of contents of the command line."""

import typer

from operations import admin

app = typer.Typer(
    name="often",
    help="Run Often Hotels. Settings come from the environment and .env, as for every process.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(admin.app, name="admin")


def main() -> None:
    """Run one command."""
    app()
