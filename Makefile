# Two commands for a newcomer: `make demo` and `make test`. Everything else serves them.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready
SPARK_READY := .venv-spark/.ready
# Spark is tested where it can run: it needs Java.
SPARK_IF_JAVA := $(if $(shell command -v java 2>/dev/null),$(SPARK_READY))
COMPILE := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header

.PHONY: demo test lint lock dev clean

demo: $(READY)
	$(BIN)/scorecard demo
	$(BIN)/scorecard run --as-of 2026-10-01T00:00:00Z

# Tests of one file share its fixtures, so they stay together; more processes only want more memory.
test: lint $(SPARK_IF_JAVA)
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile \
		--no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_like_sql

# The web interface of Dagster over the home's own run history, on this machine only.
dev: $(READY)
	DAGSTER_HOME=$$($(BIN)/scorecard dagster-home) $(BIN)/dagster dev --host 127.0.0.1

# Packages and their hashes for every supported Python; no address of any registry.
lock: $(READY)
	$(COMPILE) --upgrade --group dev --extra e5 pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade --group spark -o requirements-spark.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python \
		--require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $(READY)

# What makes the package of its source is of the same lock.
$(SPARK_READY): requirements-spark.lock | $(READY)
	$(PYTHON) -m venv .venv-spark
	$(BIN)/uv pip install --quiet --python .venv-spark/bin/python --require-hashes \
		--build-constraints requirements-spark.lock -r requirements-spark.lock
	touch $(SPARK_READY)

clean:
	rm -rf .venv .venv-spark .mypy_cache .ruff_cache .pytest_cache .hypothesis
