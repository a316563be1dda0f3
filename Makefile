# Often Hotels. `make` alone lists the targets.
SHELL := /bin/bash
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,\
	$(if $(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo yes),$(p))))
BIN := .venv/bin
STAMP := .venv/.installed
name ?= change

.DEFAULT_GOAL := help
.PHONY: help up test check chaos reading bench forecast lock migration clean

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it and run make again." >&2; exit 2; }
	@echo "Installing the pinned packages into .venv (once)…"
	@$(PYTHON) -m venv .venv
	@set -o pipefail; $(BIN)/python -m pip install --disable-pip-version-check --require-hashes \
		--progress-bar off -r requirements-dev.lock | awk \
		'/^Collecting/ { printf "\r  %d packages fetched", ++n } \
		/^Installing collected/ { printf "\r  installing %d packages…          ", n } \
		{ fflush() } END { print "" }'
	@touch $@

up: $(STAMP)  ## start everything on this machine; Ctrl-C stops it
	@exec $(BIN)/python -m devstack

test: $(STAMP)  ## run every test, on real servers
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -q

check: $(STAMP)  ## lint, format, types, import contracts, translations
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports > .import_contracts.log || { cat .import_contracts.log; exit 1; }
	@$(BIN)/python -m bot.locales check

chaos: $(STAMP)  ## kill, restart and fail everything for some minutes: make chaos seed=… (or seeds=10; readers=3000 for a broadcast, bookings=all for bookings)
	@$(BIN)/python -m tests.chaos $(foreach o,seed seeds trackers kills readers bookings,$(if $($(o)),--$(o) $($(o))))

reading: $(STAMP)  ## read 20,000 generated lines: right, asked, wrong: make reading seed=… lines=…
	@$(BIN)/python -m tests.reading $(foreach o,seed lines,$(if $($(o)),--$(o) $($(o))))

bench: $(STAMP)  ## measure, print ratios and write bench/results.json
	@$(BIN)/python -m bench

forecast: $(STAMP)  ## judge the price forecasts on recorded closes
	@$(BIN)/python -m bench.forecast

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet
lock: $(STAMP)  ## resolve pyproject.toml into the two locks
	@$(BIN)/$(LOCK) -o requirements.lock
	@$(BIN)/$(LOCK) --group dev -c requirements.lock -o requirements-dev.lock

migration: $(STAMP)  ## write the migration for a change to the models: make migration name=…
	@$(BIN)/python -m domain.migration_writer "$(name)"

clean:  ## remove the virtual environment and caches, not your data
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .import_contracts.log
