"""`python -m bot`: take updates from Telegram until told to stop."""

from domain.entry import run

if __name__ == "__main__":
    raise SystemExit(run("bot", "bot.process:serve"))
