"""`python -m webhooks`: serve the web service on WEB_HOST:WEB_PORT."""

from domain.entry import run

if __name__ == "__main__":
    raise SystemExit(run("web", "webhooks.process:serve"))
