# Hewei (和为): the chores. `make run` and `make test` need Python 3.11+, Node 20+ and make; the rest they install.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
ifndef PYTHON
PYTHON := $(shell .ci/python)
endif
VENV := .venv
BIN := $(VENV)/bin
FRONT := workflows/web/frontend
# One worker more than processors: the slow tests mostly wait for servers that start and for dates that fall due.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

# Many processes read the same modules, so their bytecode is kept, whatever the caller does elsewhere.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run check test browser read compiled every bench lint types unit front lock

setup: $(VENV)/.installed $(FRONT)/node_modules/.installed workflows/web/static/dist/.built $(FRONT)/node_modules/.hewei-faces/.prepared

$(VENV)/.installed: pyproject.toml requirements.lock
	@.ci/needs $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "安装 Python 依赖… / installing Python packages…"
	@sed -n '/^pip==/,/[^\\]$$/p' requirements.lock > $(VENV)/pip.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/pip.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(FRONT)/node_modules/.installed: $(FRONT)/package-lock.json
	@.ci/needs $(PYTHON)
	@echo "安装前端依赖与字体… / installing front-end packages and fonts…"
	@cd $(FRONT) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

workflows/web/static/dist/.built: $(FRONT)/node_modules/.installed $(shell find $(FRONT)/src $(FRONT)/vite.config.* -type f 2>/dev/null)
	@echo "构建前端… / building the front end…"
	@cd $(FRONT) && npm run build --silent
	@touch $@

$(FRONT)/node_modules/.hewei-faces/.prepared: $(VENV)/.installed $(FRONT)/node_modules/.installed tasks/printers/faces.py
	@echo "准备文书字体… / preparing the faces of the papers…"
	@$(BIN)/python -m tasks.printers > /dev/null
	@touch $@

run: setup
	@$(BIN)/hewei serve --demo

# Reading goes on beside running: while one waits for the disk, the other has the processor.
check: setup
	@$(MAKE) --no-print-directory -j3 lint types unit

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --cache-dir .import_linter_cache | tail -n 12

types:
	@$(BIN)/mypy

unit:
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow" tests/architecture tests/law tests/unit

# What does not need one another is done side by side: installing for the browser, and reading once Python is there.
test:
	@$(MAKE) --no-print-directory -j3 setup browser read
	@$(MAKE) --no-print-directory every

browser:
	@.ci/chromium

read: $(VENV)/.installed
	@$(MAKE) --no-print-directory lint types compiled

# Compiled once, the tests need not be compiled by each worker; a file that cannot be collected is told at once.
compiled:
	@$(BIN)/pytest --collect-only -qq > /dev/null

every:
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

bench: setup
	@$(BIN)/hewei bench

lock:
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --group dev --python-version 3.11 pyproject.toml -o requirements.lock
