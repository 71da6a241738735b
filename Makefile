# tollbook: `make demo` and `make test` set up all they need; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo web postgres test check format lint types imports docs gate lock errors clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/core: requirements/core.txt pyproject.toml tools/setup
	tools/setup "$(PYTHON)" core

.venv/dev: requirements/dev.txt requirements/core.txt pyproject.toml tools/setup
	tools/setup "$(PYTHON)" dev

.venv/web: requirements/web.txt .venv/core
	tools/setup "$(PYTHON)" web

.venv/postgres: requirements/postgres.txt .venv/core
	tools/setup "$(PYTHON)" postgres

demo: .venv/core ## run the main job on the bundled example
	$(BIN)/tollbook demo demo-book

web: .venv/web ## install what the review desk needs (tollbook review)

postgres: .venv/postgres ## install what a book on a PostgreSQL server needs

test: .venv/dev ## run the tests
	$(BIN)/python -m pytest -q -n 2

check: format lint types imports test docs gate ## everything that must be green

format: .venv/dev ## check the format
	$(BIN)/ruff format --check .

lint: .venv/dev ## check the code
	$(BIN)/ruff check .

types: .venv/dev ## check the types
	$(BIN)/mypy

imports: .venv/dev ## check who imports whom
	$(BIN)/lint-imports

docs: .venv/dev ## check that the docs are whole
	$(BIN)/python tools/check_docs.py

gate: .venv/dev ## compare quality with the floors
	$(BIN)/python benchmarks/gate.py

errors: .venv/dev ## show false and missed claims with their sentences
	$(BIN)/python benchmarks/errors.py

lock: ## write the lock files anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/core.txt pyproject.toml requirements/core.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/dev.txt pyproject.toml requirements/dev.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/web.txt requirements/web.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/postgres.txt requirements/postgres.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements/ci.txt requirements/ci.in

clean: ## remove what was built
	rm -rf .venv demo-book .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
