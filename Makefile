# Sightline: everything that is done with it. `make` alone tells what there is.

PYTHON ?= python3
PORT ?= 8000
PEOPLE ?= 500
ARGS ?=
SIGHTLINE_HOME ?= $(CURDIR)/var/demo

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
BIN := .venv/bin
PYTHON_STAMP := .venv/.synced
PAGES_STAMP := portal/static/vendor/.built
PAGES_SOURCES := $(shell find frontend -type f 2>/dev/null)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup programs programs-test pages lint format test bench soak demo serve compose clean

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  The demo:     make demo PORT=8000 PEOPLE=500    (PEOPLE=0: an empty instance)"
	@echo "  Some tests:   make test ARGS='tests/unit/nlp -k negation'"
	@echo "  An instance lives in SIGHTLINE_HOME (now $(SIGHTLINE_HOME))."

setup: programs $(PYTHON_STAMP) pages ## Make .venv with the command `sightline` in it, and build the pages' style

lint: $(PYTHON_STAMP) ## Check style, types and the imports between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(PYTHON_STAMP) ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: programs-test setup lint ## Set up, check and run every test, on real servers
	$(BIN)/python -m pytest -m "not slow" $(ARGS)

bench: setup ## Measure against the bare engine in the same run
	$(BIN)/python -m bench $(ARGS)

soak: programs-test setup ## Run the long tests: kills, restarts, memory
	$(BIN)/python -m pytest -m slow $(ARGS)

demo serve: export SIGHTLINE_HOME := $(SIGHTLINE_HOME)

demo: setup ## Serve a synthetic town on PORT, made and loaded at the first start
	@exec $(BIN)/sightline demo --port $(PORT) --people $(PEOPLE) $(ARGS)

serve: setup ## Serve the instance in SIGHTLINE_HOME on PORT
	@exec $(BIN)/sightline serve --port $(PORT) $(ARGS)

compose: $(PYTHON_STAMP) ## Make the passwords and roles that docker-compose.yml takes
	@$(BIN)/python scripts/compose-settings var/compose

clean: ## Remove the demo, its search data, and what was built and installed here
	@scripts/clean

# What the targets above stand on. Each stamp is newer than what it was made from, so that nothing is done twice.

programs:
	@scripts/programs run

programs-test:
	@scripts/programs test

$(PYTHON_STAMP): requirements.lock pyproject.toml
	@scripts/python-packages $(PYTHON)
	@touch $@

pages: $(PAGES_STAMP)

node_modules/.synced: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(PAGES_STAMP): node_modules/.synced $(PAGES_SOURCES)
	npm run build
	@touch $@
