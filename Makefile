# Two targets do everything on a fresh machine with python3-venv: `make demo` and `make test`.
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint check clean completions

demo: $(VENV)/.ready
	$(BIN)/followupd demo

test: $(VENV)/.ready-test
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.ready-test
	$(BIN)/ruff check followupd tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

completions: $(VENV)/.ready-test
	$(BIN)/python -m followupd.cli.completion

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.ready: pyproject.toml
	@if command -v uv >/dev/null; then uv venv -q --allow-existing $(VENV) && uv pip install -q -p $(BIN)/python -e .; \
	else python3 -m venv $(VENV) && $(BIN)/python -m pip install -q -e .; fi
	@touch $@

$(VENV)/.ready-test: pyproject.toml
	@if command -v uv >/dev/null; then uv venv -q --allow-existing $(VENV) && uv pip install -q -p $(BIN)/python -e '.[test,lint]'; \
	else python3 -m venv $(VENV) && $(BIN)/python -m pip install -q -e '.[test,lint]'; fi
	@touch $@
