# One image for the web service, the bot, the worker and the migration.
FROM python:3.13-slim AS packages
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM packages AS sandbox-packages
COPY requirements-dev.lock .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.lock

FROM python:3.13-slim AS base
RUN useradd --create-home --uid 10001 often
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 ENVIRONMENT=production LOG_FORMAT=json

FROM base AS sandbox
COPY --from=sandbox-packages /venv /venv
COPY sandbox sandbox
USER 10001
CMD ["python", "-m", "sandbox"]

FROM base AS product
# Papers have fonts of their own for all scripts but these, of which any version does.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
COPY --from=packages /venv /venv
COPY domain domain
COPY bot bot
COPY webhooks webhooks
COPY workers workers
COPY migrations migrations
COPY operations operations
USER 10001
CMD ["python", "-m", "webhooks"]
