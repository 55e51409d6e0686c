# makegood: run `make`, then `make new`. `make help` lists the rest.

targets := all today status new check fix explain policies heic scripts test lint prove mutants corpora bench conform compare lock help
takes.new := REF CHANNEL FROM DATES DECIMAL CURRENCY
takes.check := STRICT
takes.fix := WRITE
takes.explain := NAME CASE OF
takes.prove := MAKEGOOD_CORPORA
takes.mutants := MINUTES
takes.corpora := MAKEGOOD_CORPORA
include src/makegood/typed.mk

.DEFAULT_GOAL := all
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --silent
.PHONY: $(targets) built renewed FORCE
export MAKEGOOD_FROM := root

makegood := .venv/bin/makegood
python := .venv/bin/python
# With compiled modules on disk: without, each process of the tests compiles the program and the tests again.
pytest := PYTHONDONTWRITEBYTECODE= $(python) -m pytest
compile := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --no-annotate
empty :=
space := $(empty) $(empty)
here := file://$(subst $(space),%20,$(CURDIR))

# A case is a folder in cases/ with a case.json. A name that make cannot handle is left to makegood, which rejects it.
found := $(wildcard cases/*/case.json)
hash := \#
strange := ' : ; | % = * ? [ ~ \ $(hash) $$
has_strange = $(strip $(foreach character,$(strange),$(findstring $(character),$(1))))
plain := $(if $(call has_strange,$(found)),$(foreach name,$(found),$(if $(call has_strange,$(name)),,$(name))),$(found))
plain := $(filter cases/%/case.json,$(plain))
odd := $(filter-out $(plain),$(found))
refs := $(patsubst cases/%/case.json,%,$(plain))
manifests := $(patsubst %,build/%/manifest.json,$(refs))
stale :=

makegood.root := .
moved := $(find_move)

# The inputs of each result, as written by makegood.
-include $(patsubst %,build/%/manifest.d,$(refs))

# A letter ages: after its day the case is built again, which reports it. Days such as 20261207 sort as text.
-include build/docket.mk
ifneq ($(strip $(docket_day) $(foreach ref,$(refs),$(fresh_until.$(ref)))),)
today := $(shell date +%Y%m%d)
aged = $(filter-out $(today),$(firstword $(sort $(today) $(fresh_until.$(1)))))
$(foreach ref,$(refs),$(if $(call aged,$(ref)),$(eval build/$(ref)/manifest.json: FORCE)))
endif

# The page over all cases and the calendar are for one day; on another day they are regenerated.
all: built $(if $(filter-out $(today),$(docket_day)),renewed) ## set everything up, build every case that has changed, and show where the results are
	$(if $(odd)$(stale),,$(info $(if $(found),$(docket_count) Open $(here)/build/index.html$(docket_hint),No cases yet. Create a case: make new)))

# All outdated cases go to one process; names are quoted, so that the shell does not interpret them.
built: .venv/.ready $(manifests)
	$(if $(odd),@$(makegood) build --overview,$(if $(stale),@$(makegood) build --overview$(if $(filter-out $(stale),$(refs)),$(patsubst %, 'cases/%',$(stale)))))

renewed: built
	@$(makegood) status --page >/dev/null

today: .venv/.ready ## set as_of to today in each case whose letter is too old, and build it
	@$(makegood) build --renew

status: .venv/.ready ## list all cases: what is next in each, by when, and the sums
	@$(makegood) status

$(manifests): build/%/manifest.json: cases/%/case.json
	$(eval stale += $*)

# The programs in .venv name their folder: after a move they are made again.
.venv/.ready: setup.sh requirements.lock pyproject.toml $(if $(moved),FORCE)
	@sh setup.sh

# Variables reach makegood through the environment: a shell never interprets their content.
new: .venv/.ready ## create a case folder: make new, make new REF=MG-2026-014 CHANNEL=tiktok_one, or many: make new FROM=creators.csv
	@set --; [ -z "$$REF" ] || set -- -- "$$REF"; [ -z "$$CHANNEL" ] || set -- --channel "$$CHANNEL" "$$@"; \
	[ -z "$$FROM" ] || set -- --from "$$FROM" "$$@"; [ -z "$$DATES" ] || set -- --dates "$$DATES" "$$@"; \
	[ -z "$$DECIMAL" ] || set -- --decimal "$$DECIMAL" "$$@"; [ -z "$$CURRENCY" ] || set -- --currency "$$CURRENCY" "$$@"; \
	$(makegood) new "$$@"

check: .venv/.ready ## list every problem in every case, and how to fix it
	@set --; $(call yes,STRICT,--strict); $(makegood) check "$$@"

fix: .venv/.ready ## show the edits that are certain in every case; make fix WRITE=yes makes them
	@set --; $(call yes,WRITE,--write); $(makegood) fix "$$@" || [ $$? -eq 1 ]

explain: .venv/.ready ## explain a word, a rule or a channel: make explain NAME=status (NAME=sum: how each sum is computed)
	@set -- --; [ -z "$$NAME" ] || set -- "$$@" "$$NAME"; [ -z "$$CASE" ] || set -- "$$@" "$$CASE"; \
	[ -z "$$OF" ] || set -- --of "$$OF" "$$@"; $(makegood) explain "$$@"

policies: .venv/.ready ## list the sources of the rules: edition, date read
	@$(makegood) policies

heic: ## install support for iPhone photos (HEIC), once
	@sh setup.sh heic

scripts: ## install fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji, once
	@sh setup.sh scripts

test: ## set everything up, and run all tests
	@sh setup.sh test
	@$(pytest) -n 2 --dist worksteal

# The types of what not everybody installs are looked up too: the tests bring it.
lint: build/.lint/.ready ## run the formatter, the linter and the type checker, as CI does
	@sh setup.sh test
	@build/.lint/bin/ruff format --check src tests
	@build/.lint/bin/ruff check src tests
	@build/.lint/bin/mypy --python-executable $(python)

# The tools have an environment of their own: they are no part of the program, nor of what its tests need.
build/.lint/.ready: tests/lint.txt | .venv/.ready
	@$(python) -m venv --clear build/.lint
	@build/.lint/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r tests/lint.txt
	@touch $@

prove: ## run the slow tests: a clean environment, mutants, editors; with MAKEGOOD_CORPORA=folder the corpora too
	@sh setup.sh test
	@$(python) -c 'import playwright' 2>/dev/null || $(python) -m pip install --quiet --disable-pip-version-check playwright
	@command -v chromium chromium-browser google-chrome >/dev/null || { echo 'Chromium was not found. Install it: sudo apt-get install -y chromium'; exit 2; }
	@[ -d build/.axe/node_modules ] || { mkdir -p build/.axe && npm install --prefix build/.axe --no-package-lock --silent axe-core ical.js; }
	@-for name in editor mails; do [ -d build/.$$name/node_modules ] || ! command -v npm >/dev/null || { \
	  mkdir -p build/.$$name && cp tests/prove/$$name/package.json build/.$$name/ && \
	  (cd build/.$$name && npm install --no-package-lock --silent); }; done
	@$(pytest) -n 2 --whole
	@$(pytest) tests/prove $(if $(MAKEGOOD_CORPORA),,--ignore-glob='*/test_corpora_*')

mutants: build/.mutants/.ready ## change the code in small ways and list what no test notices, for 20 minutes: make mutants MINUTES=5
	@sh setup.sh test
	@build/.mutants/bin/python tests/prove/mutants.py --work build/.mutants/work --minutes "$${MINUTES:-20}" \
	  --packages "$$($(python) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

# The tool has an environment of its own, as those of `make compare`; what the tests need, it takes from .venv.
build/.mutants/.ready: tests/prove/mutants.txt | .venv/.ready
	@$(python) -m venv --clear build/.mutants
	@build/.mutants/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r tests/prove/mutants.txt
	@touch $@

corpora: ## run third-party files through every step: make corpora MAKEGOOD_CORPORA=folder
	$(if $(MAKEGOOD_CORPORA),,$(error Specify the folder with the corpora: make corpora MAKEGOOD_CORPORA=folder))
	@sh setup.sh test
	@$(pytest) tests/prove/test_corpora_*.py

conform: ## check the packets of the example cases against P1 to P23, as a table
	@sh setup.sh test
	@$(python) tests/prove/conform.py

bench: .venv/.ready ## measure speed: CPU ratios to `python -c pass`, emails against mailmerge, 400 MB of photos
	@$(python) tests/bench.py
	@$(python) tests/mailbench.py
	@$(python) tests/packetbench.py

compare: .venv/.ready build/.compare/.ready ## compare how other tools handle mistakes and hazards: make compare > docs/compare.md
	@$(python) tests/prove/compare.py --tools build/.compare --date "$$(date +%F)"

# The other tools have their own environment: they are not part of the program or its locks.
build/.compare/.ready: tests/prove/compare.txt
	@$(python) -m venv --clear build/.compare
	@build/.compare/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r tests/prove/compare.txt
	@touch $@

lock: ## update the lock files (needs uv)
	$(compile) --output-file requirements.lock pyproject.toml
	$(compile) --group build --constraint requirements.lock --output-file requirements-build.lock
	$(compile) --group test --extra heic --extra scripts --constraint requirements.lock \
	  --output-file requirements-test.lock pyproject.toml
	$(compile) --group lint --output-file tests/lint.txt

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
