# Everything runs in .venv, which any target here makes first and again whenever a lock file changes.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
READY := .venv/.ready
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.PHONY: setup demo run test test-postgresql test-several year lint check fmt bench train evaluate pictures lock
.DEFAULT_GOAL := check
.DELETE_ON_ERROR:

setup: $(READY)

demo: $(READY)  ## the whole desk on this machine, no token
	$(BIN)/aduan demo $(ARGS)

run: $(READY)
	$(BIN)/aduan run $(ARGS)

test: $(READY)
	$(BIN)/pytest --numprocesses auto --ignore tests/several $(ARGS)

test-several: $(READY)  ## processes killed and frozen on one PostgreSQL: they want the cores for themselves
	$(BIN)/pytest -p no:xdist -o faulthandler_timeout=1800 tests/several $(ARGS)

year: $(READY)  ## a simulated year of reminders, 10,000 reports by default
	$(BIN)/pytest -p no:xdist -o faulthandler_timeout=0 -s tests/year --tickets 10000 $(ARGS)

ON_POSTGRESQL := $(addprefix tests/,storage receiver speaker desk ticker) \
	$(addprefix tests/stories/test_,filing.py once.py drafts.py officers.py closing.py twins.py)

test-postgresql: $(READY)  ## what touches the database, on a PostgreSQL server of the tests' own
	$(BIN)/pytest --numprocesses auto --database postgresql $(ON_POSTGRESQL) $(ARGS)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check: lint test  ## all that CI runs

fmt: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

train: $(READY)  ## make the model that understands texts anew
	$(BIN)/python -m training train

evaluate: $(READY)  ## measure it, on the labelled texts too where they are at hand
	$(BIN)/python -m training evaluate
	$(BIN)/python -m bench.taps

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

pictures: $(READY)  ## those of the pages about recaps
	$(BIN)/python -m tests.recap.pictures

lock: $(READY)  ## resolve the newest versions that pyproject.toml allows
	$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	$(LOCK) --upgrade --output-file requirements-dev.lock requirements-dev.in

# The tools come first: the build backend among them builds what has no wheel, so that nothing unpinned is fetched.
$(READY): requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	$(PIP) install --quiet --require-hashes --no-build-isolation -r requirements.lock
	PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Some distributions ship Python without ensurepip; then the pip of the system puts one into the new environment.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("aduan needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv || \
	{ $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
