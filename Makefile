# makegood: type `make`, then `make new`. `make help` lists the rest.

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
compile := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-header --no-annotate
empty :=
space := $(empty) $(empty)
here := file://$(subst $(space),%20,$(CURDIR))

# A case is a folder of cases/ with a case.json. A name that make cannot hold is left to makegood, which refuses it.
found := $(wildcard cases/*/case.json)
hash := \#
strange := ' : ; | % = * ? [ ~ \ $(hash) $$
has_strange = $(strip $(foreach one,$(strange),$(findstring $(one),$(1))))
plain := $(if $(call has_strange,$(found)),$(foreach name,$(found),$(if $(call has_strange,$(name)),,$(name))),$(found))
plain := $(filter cases/%/case.json,$(plain))
odd := $(filter-out $(plain),$(found))
refs := $(patsubst cases/%/case.json,%,$(plain))
manifests := $(patsubst %,build/%/manifest.json,$(refs))
stale :=

# What each result was made from, as makegood wrote it down.
makegood.root := .
-include $(patsubst %,build/%/manifest.d,$(refs))

# A letter ages: after its day the case is built again, which says so. Days as 20261207 sort as texts do.
-include build/docket.mk
ifneq ($(strip $(docket_day) $(foreach ref,$(refs),$(fresh_until.$(ref)))),)
today := $(shell date +%Y%m%d)
aged = $(filter-out $(today),$(firstword $(sort $(today) $(fresh_until.$(1)))))
$(foreach ref,$(refs),$(if $(call aged,$(ref)),$(eval build/$(ref)/manifest.json: FORCE)))
endif

# The page over all cases and the calendar are of a day: on another they are made anew.
all: built $(if $(filter-out $(today),$(docket_day)),renewed) ## set everything up, build every case that has changed, show where the results are
	$(if $(odd)$(stale),,$(info $(if $(found),$(docket_count) Open $(here)/build/index.html$(docket_hint),No case yet. Yours: make new)))

# All that is out of date goes to one process; the names in quotes, for no shell to read them.
built: .venv/.ready $(manifests)
	$(if $(odd),@$(makegood) build --overview,$(if $(stale),@$(makegood) build --overview$(if $(filter-out $(stale),$(refs)),$(patsubst %, 'cases/%',$(stale)))))

renewed: built
	@$(makegood) status --page >/dev/null

today: .venv/.ready ## set the day of each case whose letter is too old to today, and build it
	@$(makegood) build --renew

status: .venv/.ready ## list all cases: what is next in each, by when, and the sums
	@$(makegood) status

$(manifests): build/%/manifest.json: cases/%/case.json
	$(eval stale += $*)

.venv/.ready: setup.sh requirements.lock pyproject.toml
	@sh setup.sh

# Words that are typed reach makegood through the environment: what stands in them is never read by a shell.
new: .venv/.ready ## make a case folder: make new, make new REF=MG-2026-014 CHANNEL=tiktok_one, or many: make new FROM=creators.csv
	@set --; [ -z "$$REF" ] || set -- -- "$$REF"; [ -z "$$CHANNEL" ] || set -- --channel "$$CHANNEL" "$$@"; \
	[ -z "$$FROM" ] || set -- --from "$$FROM" "$$@"; [ -z "$$DATES" ] || set -- --dates "$$DATES" "$$@"; \
	[ -z "$$DECIMAL" ] || set -- --decimal "$$DECIMAL" "$$@"; [ -z "$$CURRENCY" ] || set -- --currency "$$CURRENCY" "$$@"; \
	$(makegood) new "$$@"

check: .venv/.ready ## say what is wrong in every case, and how to fix it
	@set --; $(call yes,STRICT,--strict); $(makegood) check "$$@"

fix: .venv/.ready ## show the edits that are certain in every case; make fix WRITE=yes makes them
	@set --; $(call yes,WRITE,--write); $(makegood) fix "$$@" || [ $$? -eq 1 ]

explain: .venv/.ready ## say what a word, a rule or a channel is: make explain NAME=status; NAME=sum: how each sum comes about
	@set -- --; [ -z "$$NAME" ] || set -- "$$@" "$$NAME"; [ -z "$$CASE" ] || set -- "$$@" "$$CASE"; \
	[ -z "$$OF" ] || set -- --of "$$OF" "$$@"; $(makegood) explain "$$@"

policies: .venv/.ready ## list what the rules rest on: each text, its edition, the day it was read
	@$(makegood) policies

heic: ## install what reads the photos of iPhones (HEIC), once
	@sh setup.sh heic

scripts: ## install fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji, once
	@sh setup.sh scripts

test: ## set everything up, run all tests
	@sh setup.sh test
	@$(python) -m pytest -n 2 --dist worksteal

# The types of what not everybody installs are looked up too: the tests bring it.
lint: build/.lint/.ready ## the formatter, the linter and the types, as the workflow asks for them
	@sh setup.sh test
	@build/.lint/bin/ruff format --check src tests
	@build/.lint/bin/ruff check src tests
	@build/.lint/bin/mypy --python-executable $(python)

# The tools have an environment of their own: they are no part of the program, nor of what its tests need.
build/.lint/.ready: tests/lint.txt | .venv/.ready
	@$(python) -m venv --clear build/.lint
	@build/.lint/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r tests/lint.txt
	@touch $@

prove: ## the slow proofs: a clean environment, mutants, editors; with MAKEGOOD_CORPORA=folder the corpora too
	@sh setup.sh test
	@$(python) -c 'import playwright' 2>/dev/null || $(python) -m pip install --quiet --disable-pip-version-check playwright
	@command -v chromium chromium-browser google-chrome >/dev/null || { echo 'Install it: sudo apt-get install -y chromium'; exit 2; }
	@[ -d build/.axe/node_modules ] || { mkdir -p build/.axe && npm install --prefix build/.axe --no-package-lock --silent axe-core ical.js; }
	@-for name in editor mails; do [ -d build/.$$name/node_modules ] || ! command -v npm >/dev/null || { \
	  mkdir -p build/.$$name && cp tests/prove/$$name/package.json build/.$$name/ && \
	  (cd build/.$$name && npm install --no-package-lock --silent); }; done
	@$(python) -m pytest -n 2 --whole tests/test_check.py tests/test_leaves.py tests/test_howto.py tests/test_commands.py \
	  tests/test_new_whole.py tests/test_policies.py \
	  -k "every_node or canary_in_every or wrong_type_is_one or slip or page_says or answer_that or broken_off or reader_agree"
	@$(python) -m pytest tests/prove $(if $(MAKEGOOD_CORPORA),,--ignore-glob='*/test_corpora_*')

mutants: build/.mutants/.ready ## change the code in small ways and list what no test notices, for 20 minutes: make mutants MINUTES=5
	@sh setup.sh test
	@build/.mutants/bin/python tests/prove/mutants.py --work build/.mutants/work --minutes "$${MINUTES:-20}" \
	  --packages "$$($(python) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

# The tool has an environment of its own, as those of `make compare`; what the tests need, it takes from .venv.
build/.mutants/.ready: tests/prove/mutants.txt
	@$(python) -m venv --clear build/.mutants
	@build/.mutants/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r tests/prove/mutants.txt
	@touch $@

corpora: ## what nobody here wrote, through every step: make corpora MAKEGOOD_CORPORA=folder
	$(if $(MAKEGOOD_CORPORA),,$(error Name the folder that holds the corpora: make corpora MAKEGOOD_CORPORA=folder))
	@sh setup.sh test
	@$(python) -m pytest tests/prove/test_corpora_*.py

conform: ## the packets of the example cases against P1 to P23, as a table
	@sh setup.sh test
	@$(python) tests/prove/conform.py

bench: .venv/.ready ## speed, as CPU ratios to `python -c pass`, of mails to mailmerge's, of 400 MB of photos
	@$(python) tests/bench.py
	@$(python) tests/mailbench.py
	@$(python) tests/packetbench.py

compare: .venv/.ready build/.compare/.ready ## what other tools make of mistakes and hazards: make compare > docs/compare.md
	@$(python) tests/prove/compare.py --tools build/.compare --date "$$(date +%F)"

# The other tools have an environment of their own: they are no part of the program, nor of its locks.
build/.compare/.ready: tests/prove/compare.txt
	@$(python) -m venv --clear build/.compare
	@build/.compare/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r tests/prove/compare.txt
	@touch $@

lock: ## renew the locks (needs uv)
	$(compile) --output-file requirements.lock pyproject.toml
	$(compile) --group build --constraint requirements.lock --output-file requirements-build.lock
	$(compile) --group test --extra heic --extra scripts --constraint requirements.lock \
	  --output-file requirements-test.lock pyproject.toml
	$(compile) --group lint --output-file tests/lint.txt

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
