"""`python -m workers`: check prices and deliver alerts until told to stop."""

from domain.entry import run

if __name__ == "__main__":
    raise SystemExit(run("worker", "workers.process:work"))
