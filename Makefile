# Kentongan. A fresh machine needs make, python3 with venv, and a package index; the rest comes here.
# uv lives in .tools and finds or fetches the Python of .python-version.
.DEFAULT_GOAL := help
UV := .tools/bin/uv
PYTHON := .venv/bin/python
TOOLS := .venv/.developer
UV_VERSION := 0.13.9
# Everything below is the demo on this machine: synthetic people, SQLite in .data.
DEMO := KENTONGAN_DEMO=1
PORT ?= 8000
SHOWS := foundation access detection identities desk

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 20

$(UV):
	@echo "Fetching uv …"
	@python3 -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.product: pyproject.toml | $(UV)
	@echo "Installing the product …"
	@$(UV) sync --quiet --no-dev --inexact
	@touch $@

$(TOOLS): pyproject.toml | $(UV)
	@echo "Installing the product and its tools …"
	@$(UV) sync --quiet
	@touch $@ .venv/.product

demo: .venv/.product ## a synthetic year, its warnings, and the site at http://localhost:8000
	@$(DEMO) $(PYTHON) -m kentongan.cli demo --port $(PORT)

serve: .venv/.product ## the site and its worker over what is in .data (after make demo)
	@$(DEMO) $(PYTHON) -m kentongan.cli serve --port $(PORT)

test: $(TOOLS) ## all tests, on SQLite or on KENTONGAN_DATABASE_URL
	@$(DEMO) $(PYTHON) -m pytest -n auto --dist loadfile $(ARGS)

check: $(TOOLS) ## lint, types, import contracts, forgotten migrations, translations
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(DEMO) $(PYTHON) -m mypy
	@$(DEMO) .venv/bin/lint-imports pyproject.toml
	@$(DEMO) $(PYTHON) -m kentongan.cli makemigrations --check --dry-run
	@$(DEMO) $(PYTHON) -m kentongan.cli draw_alert_states --check
	@$(PYTHON) scripts/translate.py --check

bench: $(TOOLS) ## speed and detection figures, written to benchmarks/results
	@$(DEMO) $(PYTHON) -m benchmarks

$(SHOWS:%=show-%): show-%: $(TOOLS)
	@$(DEMO) $(PYTHON) -m acceptance $* $(ARGS)

show-foundation: ## measure every promise of the foundation, one line each

show-access: ## measure who may see what, sealed identities and audit, one line each

show-detection: ## measure the detection engine against SaTScan, R and itself, one line each

show-identities: ## measure names, links, the counter and the queue of judgements, one line each

show-desk: ## measure the passport desk: facts, states, journeys, letters, fairness, clocks

pin: $(TOOLS) ## resolve all dependencies anew and write their versions into pyproject.toml
	@$(PYTHON) scripts/pin.py $(UV)

translate: $(TOOLS) ## collect the sentences of the screens and compile the English ones
	@$(PYTHON) scripts/translate.py

clean: ## remove everything that make made, the demo's data too
	@rm -rf .venv .tools .data .mypy_cache .ruff_cache .hypothesis uv.lock build dist

.PHONY: help demo serve test check bench pin translate clean $(SHOWS:%=show-%)
