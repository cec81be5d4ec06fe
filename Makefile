# Everything runs in .venv, made on first use. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES_HOME := isnad-data
export ISNAD_HOME ?= $(SAMPLES_HOME)
export PYTHONUTF8 := 1
Q ?= What did Egypt and the US discuss about Gaza?
TOP ?= 10

.DEFAULT_GOAL := help
.PHONY: help install install-dev index chat ask test torture torture-input check fix eval model clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Isnad needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed ## make .venv with what Isnad needs
install-dev: $(VENV)/.installed-dev ## and what its tests need

# The samples are indexed only into the default folder, never into an archive that somebody chose.
index: $(VENV)/.installed
	@if [ "$(ISNAD_HOME)" = "$(SAMPLES_HOME)" ] && [ ! -e "$(SAMPLES_HOME)/catalogue.sqlite3" ]; then \
	  $(BIN)/python -m ingest samples; \
	fi

chat: index ## the chat in the browser, on http://localhost:8501
	$(BIN)/python -m streamlit run app.py

ask: index ## an answer in the terminal: make ask Q="…"
	@$(BIN)/python -m answering "$(Q)" --top $(TOP)

test: install-dev ## every test
	$(BIN)/python -m pytest

torture-input: install-dev ## ten thousand damaged files, and the worst ones by name
	ISNAD_TORTURE_ROUNDS=600 $(BIN)/python -m pytest -rP tests/ingest/test_mutations.py tests/ingest/test_bad_input.py

torture: export ISNAD_TORTURE_ROUNDS ?= 200
torture: export ISNAD_TORTURE_PASSAGES ?= 2000
torture: install-dev ## kill, tear and fill in earnest (an hour): tests/torture
	$(BIN)/python -m pytest tests/torture

check: install-dev ## ruff, mypy, the directions of imports
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest tests/test_architecture.py

fix: install-dev ## let ruff mend what it can
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

eval: install-dev ## quality beside its floors
	$(BIN)/python -m evaluation floors

model: install-dev ## make the bundled model again from the training data: make model DATA=…
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/python -m training --data $(DATA) --out language/model

clean: ## remove the virtual environment and the caches, never an archive
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
