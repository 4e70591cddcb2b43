# What a newcomer needs. Each command does its own set-up; only Python ≥ 3.11 and make are expected.
SHELL := bash
PORT ?= 8000
BIN := .venv/bin

.PHONY: run setup test lint types unit shots bench clean requirements
.DEFAULT_GOAL := run

run: ## prepare, then serve site and worker in this terminal
	@tools/prepare.sh run data
	@exec $(BIN)/python manage.py serve --port $(PORT)

setup: ## the same without starting anything
	@tools/prepare.sh run data

test: lint types unit ## everything that has to hold

lint:
	@tools/prepare.sh dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=site:. $(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

types:
	@tools/prepare.sh dev
	$(BIN)/mypy

unit: ## the tests, two at a time; on PostgreSQL when DATABASE_URL says so
	@tools/prepare.sh dev
	@select=$$(tools/browser.sh) || exit 1; set -x; $(BIN)/pytest -n 2 -m "$$select"

shots: ## pictures of every main page of the demo, in build/shots/
	@tools/prepare.sh dev data
	$(BIN)/python manage.py shots

bench: ## how long what must be fast takes on this machine; leaves nothing behind
	@tools/prepare.sh dev data
	$(BIN)/python manage.py bench

requirements: ## compile the pins from the .in files
	@tools/prepare.sh dev
	$(BIN)/pip-compile --quiet --no-header --no-emit-options --strip-extras requirements.in -o requirements.txt
	$(BIN)/pip-compile --quiet --no-header --no-emit-options --strip-extras requirements-dev.in -o requirements-dev.txt

clean: ## remove what can be made again; the data in var/ stay
	rm -rf build .ruff_cache .mypy_cache .pytest_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf
