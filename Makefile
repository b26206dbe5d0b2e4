# make run     everything needed, then the server on 127.0.0.1:8000
# make setup   the same without serving
# make test    every test on SQLite and PostgreSQL      make test ARGS="tests/units -k merge"
# make check   format, lint, types, contracts, templates, migrations, known weaknesses
# make messages  strings of the sources into the English catalogue
# make format  put code and templates into shape
# make bench   the measures of docs/benchmarks.md
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
ARGS ?=
VENV := .venv/bin
# Development tools must not touch the embedded database.
QUIET := DJANGO_SETTINGS_MODULE=binhyen.settings.test BINHYEN_DATABASE_URL=sqlite:///:memory:

.PHONY: run setup test check format messages bench dev
.DEFAULT_GOAL := run

setup:
	@$(PYTHON) -m scripts.set_up

run: setup
	@exec $(VENV)/binhyen serve --port $(PORT)

dev:
	@$(PYTHON) -m scripts.environment dev

test:
	@$(PYTHON) -m scripts.test_everything $(ARGS)

check: dev
	@$(QUIET) $(VENV)/python -m scripts.check

format: dev
	@$(VENV)/ruff check --fix-only --quiet .
	@$(VENV)/ruff format --quiet .
	@git ls-files -z --cached --others --exclude-standard -- 'src/*.html' | xargs -0 -r $(VENV)/djade --target-version 5.2

messages: dev
	@$(QUIET) $(VENV)/python -m scripts.messages

bench: setup dev
	@$(VENV)/python -m bench $(ARGS)
