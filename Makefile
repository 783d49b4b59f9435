# Everything runs in .venv, which any target here makes first and again whenever a lock file changes.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
READY := .venv/.ready
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.PHONY: setup demo run test test-postgresql test-several test-browser powercut deaths soak mutants year lint check fmt bench scaling size train evaluate pictures audit sbom lock
.DEFAULT_GOAL := check
.DELETE_ON_ERROR:

setup: $(READY)

demo: $(READY)  ## the whole desk on this machine, no token
	$(BIN)/aduan demo $(ARGS)

run: $(READY)
	$(BIN)/aduan run $(ARGS)

ALONE := tests/browser tests/several

test: $(READY)  ## every test: first those that want the cores for themselves, then all others
	@status=0; \
	$(BIN)/pytest -p no:xdist $(ALONE) $(ARGS) || status=1; \
	$(BIN)/pytest --numprocesses auto $(addprefix --ignore ,$(ALONE)) $(ARGS) || status=1; \
	exit $$status

test-several: $(READY)  ## processes killed and frozen on one PostgreSQL: they want the cores for themselves
	$(BIN)/pytest -p no:xdist -o faulthandler_timeout=1800 tests/several $(ARGS)

test-browser: $(READY)  ## the demonstration in Chromium, where one is installed; pictures are kept in build/browser
	$(BIN)/pytest -p no:xdist tests/browser $(ARGS)

powercut: $(READY)  ## thousands of disks after a power cut, each opened and held against what was promised
	$(BIN)/pytest -p no:xdist -s tests/powercut --images 2000 $(ARGS)

deaths: $(READY)  ## fifty at each point where one could cost something
	$(BIN)/pytest -p no:xdist -o faulthandler_timeout=0 tests/crash/test_failpoints.py --passes 50 $(ARGS)

soak: $(READY)  ## an hour of residents who file, of faults and of kills
	$(BIN)/python -m tests.crash.soak $(ARGS)

mutants: $(READY)  ## builds broken on purpose: the tests must catch every one
	$(BIN)/python -m tests.mutants $(ARGS)

year: $(READY)  ## a simulated year of reminders, 10,000 reports by default
	$(BIN)/pytest -p no:xdist -o faulthandler_timeout=0 -s tests/year --tickets 10000 $(ARGS)

ON_POSTGRESQL := $(addprefix tests/,storage chain receiver speaker desk ticker) \
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

scaling: $(READY)  ## what more processes on one PostgreSQL add, each with the same share of a core
	$(BIN)/python -m bench.scaling $(ARGS)

size: $(READY)  ## everyday work on a million tickets against a thousand; seeds them first, which takes a while
	$(BIN)/python -m bench.size $(ARGS)
	$(BIN)/python -m bench.recap $(ARGS)
	$(BIN)/python -m bench.exports $(ARGS)
	$(BIN)/python -m bench.start $(ARGS)
	$(BIN)/python -m bench.night $(ARGS)

pictures: $(READY)  ## those in docs/pictures, as the product looks today; those of the demonstration want Chromium
	$(BIN)/python -m tests.recap.pictures
	$(BIN)/python -m tests.browser.pictures

audit: $(READY)  ## known holes in the locked versions; asks a public database, and only says so where there is no network
	@found=$$($(BIN)/pip-audit --vulnerability-service osv --disable-pip --require-hashes --progress-spinner off \
		--requirement requirements.lock 2>&1); status=$$?; \
	case "$$found" in \
	*ConnectionError*) echo "not audited: the database of known holes was not reached" ;; \
	*) echo "$$found"; exit $$status ;; \
	esac

sbom: $(READY)  ## what is inside, in CycloneDX: sbom.json
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json requirements.lock

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
