# Leserbrief: `make run` to see it, `make test` to check it, `make help` for the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
export HOST ?= 127.0.0.1
# Compiled modules make every start faster, whatever the shell says of them.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Leserbrief runs on; the first time takes a few minutes ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need; the first time takes a few minutes ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/.run

run: $(VENV)/.run ## Start the newsroom with its demo on http://HOST:PORT
	$(BIN)/python manage.py prepare
	exec $(BIN)/python manage.py serve

varnish: $(VENV)/.run ## The same behind a real Varnish on VARNISH_PORT, to try it out
	exec ops/varnish.sh

# Node's packages: the generator of the client, the compiler of TypeScript, the linter of the contract, axe.
CLIENT := clients/typescript
TOOLS := $(CLIENT)/node_modules/.package-lock.json
# What is left out without npm is said aloud, and fails on CI.
NEED_NPM = command -v npm >/dev/null || \
	{ echo "*** There is no npm here: the checks of the contract and the client are SKIPPED. ***" >&2; [ "$$CI" != true ]; exit $$?; };

$(TOOLS): $(CLIENT)/package-lock.json
	@$(NEED_NPM) cd $(CLIENT) && npm ci --no-progress --loglevel=error && touch node_modules/.package-lock.json

# How many workers there are, and which tests each gets, is said in tests/distribution.py.
PYTEST = $(BIN)/python -m pytest -q -p no:cacheprovider --show-capture=no --durations=20 -n auto

# Everything runs on PostgreSQL. What can differ on SQLite runs there as well: SQL and constraints of our own,
# locks, races, journeys. Varnish, the TypeScript client and what is done without Redis do not see the database.
SQLITE = LESERBRIEF_TEST_DATABASE=sqlite
ON_SQLITE = tests/costs tests/journeys --ignore-glob='*/test_varnish*' \
	$(addprefix --ignore=tests/journeys/test_,typescript_client.py redis_away.py) \
	tests/integration/comments $(addprefix tests/integration/cms/test_,visibility.py renditions.py) tests/integration/jobs/test_runner.py \
	$(addprefix tests/integration/delivery/test_,processes.py publishing.py repair.py) \
	$(addprefix tests/integration/delivery/test_,transactions.py visibility.py) \
	$(addprefix tests/api/v1/test_,articles.py sync.py resolve.py search.py) \
	tests/contracts/test_anything.py \
	$(addprefix tests/api/v1/test_comments_,guards.py public.py thread.py throttles.py)

tools: $(TOOLS) ## Install what the tests and the client need of Node's packages

test: $(VENV)/.dev ## Check everything: style, types, all tests on PostgreSQL, what can differ on SQLite, browser, Varnish
	.ci/packages
	$(MAKE) --no-print-directory checks
	$(PYTEST)
	$(SQLITE) $(PYTEST) $(ON_SQLITE)

checks: $(VENV)/.dev ## Check style, types, imports, migrations and the contract, beside each other
	$(MAKE) --no-print-directory --jobs --keep-going --output-sync=target types migrations imports style contract

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types:
	$(BIN)/mypy config web api delivery comments cms jobs

imports:
	$(BIN)/lint-imports

migrations:
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

contract: $(TOOLS)
	@$(NEED_NPM) cd $(CLIENT) && npm run --silent lint && npm run --silent generate -- --check

coverage: $(VENV)/.dev ## Print which lines and branches the tests on both databases do not reach
	$(PYTEST) --cov --cov-report=
	$(SQLITE) $(PYTEST) --cov --cov-append --cov-report=term-missing:skip-covered $(ON_SQLITE)

test-fast: $(VENV)/.dev ## The inner loop: style, and the tests of single units
	$(BIN)/ruff check .
	$(SQLITE) $(PYTEST) -m "not slow and not browser" tests/unit

test-matrix: ## The same tests with newer Pythons and Django 6, where they exist
	for version in 3.12 3.13 3.14; do \
		command -v python$$version >/dev/null || { echo "python$$version is not here: skipped"; continue; }; \
		python$$version -m venv .venv-$$version && \
		.venv-$$version/bin/pip install --quiet -r requirements-dev.txt && \
		.venv-$$version/bin/pip install --quiet --upgrade "Django~=6.0.0" && \
		.venv-$$version/bin/python -m pytest -q -n logical --show-capture=no -m "not browser" || exit 1; \
	done

bench: $(VENV)/.dev ## Print what things cost, on SQLite and on a throw-away PostgreSQL; BENCH="lists --full" chooses
	$(SQLITE) $(BIN)/python -m bench $(BENCH)
	$(BIN)/python -m bench $(BENCH)

bench-scale: $(VENV)/.dev ## Print what grows with ten million comments, on a throw-away PostgreSQL of 16 GB
	$(BIN)/python -m bench scale --full

# On each database.
FUZZ_SECONDS ?= 1800

fuzz: $(VENV)/.dev ## Send generated requests to the demo for an hour, on both databases; FUZZ_SECONDS=60 on each
	$(SQLITE) $(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

openapi: $(VENV)/.run ## Write docs/openapi.json, docs/schemas/ and the client's types again after a change of the API
	$(BIN)/python manage.py spectacular --format openapi-json --file docs/openapi.json --validate --fail-on-warn
	$(BIN)/python manage.py write_schemas
	$(MAKE) --no-print-directory client

client: $(TOOLS) ## Generate the types of the TypeScript client from docs/openapi.json
	@$(NEED_NPM) cd $(CLIENT) && npm run --silent generate

examples: $(VENV)/.run ## Write the examples of the API again, from a demo that is made for it
	export DATA_DIR=$$(mktemp -d) PUBLIC_URL=https://example.org && trap 'rm -rf "$$DATA_DIR"' EXIT && \
		$(BIN)/python manage.py prepare && $(BIN)/python manage.py write_examples
	$(MAKE) --no-print-directory openapi

# Extras stay in the lock: pip before 23.3 finds the pin of `name[extra]` under exactly that name only.
lock: $(VENV)/.dev ## Compile the requirements again, without naming where they came from
	for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
			--no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.txt; \
	done

clean: ## Remove the data that `make run` made
	rm -rf var

.PHONY: help run varnish test checks style types imports migrations contract tools client coverage test-fast test-matrix bench bench-scale fuzz openapi examples lock clean
