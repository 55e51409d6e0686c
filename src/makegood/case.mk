# Targets of `make` in a case folder, whose Makefile includes this; `make help` lists them.

case.mk := $(lastword $(MAKEFILE_LIST))
targets := all check fix watch sent log explain today open heic scripts help
takes.check := STRICT
takes.fix := WRITE
takes.explain := NAME OF
takes.sent := LETTER ON BY VIA TEXT AMOUNT DEADLINE DELIVERABLE NUMBER FEE EVIDENCE EML LENGTH FROM AGAIN
takes.log := EVENT WHAT ACCEPT $(filter-out LETTER,$(takes.sent))
include $(dir $(case.mk))typed.mk

.DEFAULT_GOAL := all
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --silent
.PHONY: $(targets) FORCE

ref := $(lastword $(subst /, ,$(CURDIR)))
ifeq ($(wildcard ../$(ref)/case.json),)
$(error The name of this folder contains a space. Rename the folder using only letters, digits and hyphens)
endif

makegood.root := ../..
makegood := $(makegood.root)/.venv/bin/makegood
ready := $(if $(wildcard $(makegood.root)/setup.sh),$(makegood.root)/.venv/.made-from)
ifeq ($(ready)$(wildcard $(makegood)),)
makegood := makegood
endif
result := $(makegood.root)/build/$(ref)
export MAKEGOOD_FROM := $(if $(ready),case,alone)
empty :=
space := $(empty) $(empty)
page := file://$(subst $(space),%20,$(patsubst %/cases/$(ref),%,$(subst $(space),%20,$(CURDIR))))/build/$(ref)/index.html

# The inputs of the result, as written by makegood.
-include $(result)/manifest.d

# A letter ages: after its day the case is built again, which reports it. Days such as 20261207 sort as text.
ifneq ($(fresh_until.$(ref)),)
today := $(shell date +%Y%m%d)
ifneq ($(filter-out $(today),$(firstword $(sort $(today) $(fresh_until.$(ref))))),)
$(result)/manifest.json: FORCE
endif
endif

all: $(result)/manifest.json ## build this case, if anything has changed
	$(info Results: $(page))

$(result)/manifest.json: case.json | $(ready)
	@$(makegood) build . >&2

# A fresh clone is set up first, and again after its lock file has changed or it has moved. Otherwise makegood is on the
# PATH.
ifneq ($(ready),)
$(ready): $(addprefix $(makegood.root)/,setup.sh requirements.lock pyproject.toml) $(if $(find_move),FORCE)
	@sh $(makegood.root)/setup.sh
endif

check: | $(ready) ## list every problem, and how to fix it; with STRICT=yes, missing proof is an error
	@set -- .; $(call yes,STRICT,--strict); $(makegood) check "$$@"

fix: | $(ready) ## show the edits that are certain; make fix WRITE=yes makes them
	@set -- .; $(call yes,WRITE,--write); $(makegood) fix "$$@" || [ $$? -eq 1 ]

# Variables reach makegood through the environment: a shell never interprets their content.
options := [ -z "$$ON" ] || set -- --on "$$ON" "$$@"; [ -z "$$BY" ] || set -- --by "$$BY" "$$@"; \
  [ -z "$$VIA" ] || set -- --via "$$VIA" "$$@"; [ -z "$$TEXT" ] || set -- --text "$$TEXT" "$$@"; \
  [ -z "$$AMOUNT" ] || set -- --amount "$$AMOUNT" "$$@"; [ -z "$$DEADLINE" ] || set -- --deadline "$$DEADLINE" "$$@"; \
  [ -z "$$DELIVERABLE" ] || set -- --deliverable "$$DELIVERABLE" "$$@"; \
  [ -z "$$NUMBER" ] || set -- --number "$$NUMBER" "$$@"; [ -z "$$FEE" ] || set -- --fee "$$FEE" "$$@"; \
  [ -z "$$EVIDENCE" ] || set -- --evidence "$$EVIDENCE" "$$@"; [ -z "$$EML" ] || set -- --eml "$$EML" "$$@"; \
  [ -z "$$LENGTH" ] || set -- --length "$$LENGTH" "$$@"; \
  [ -z "$$FROM" ] || set -- --from "$$FROM" "$$@"; $(call yes,AGAIN,--again)

sent: | $(ready) ## record that the letter was sent: make sent, or make sent LETTER=reminder
	@set -- -- . sent; [ -z "$$LETTER" ] || set -- "$$@" "$$LETTER"; $(options); $(makegood) log "$$@"

log: | $(ready) ## record an event: make log EVENT=paid WHAT="GBP 200.00" (make log lists all events)
	@[ -n "$$EVENT" ] || exec $(makegood) explain log; set -- -- . "$$EVENT"; \
	[ -z "$$WHAT" ] || set -- "$$@" "$$WHAT"; $(options); $(call yes,ACCEPT,--accept); $(makegood) log "$$@"

explain: | $(ready) ## explain a word: make explain NAME=status; NAME=sum: how each sum is made up
	@set -- --; [ -z "$$NAME" ] || set -- "$$@" "$$NAME"; [ -z "$$OF" ] || set -- --of "$$OF" "$$@"; \
	$(makegood) explain "$$@"

watch: | $(ready) ## rebuild this case each time a file is saved (press Ctrl-C to stop)
	@$(makegood) watch .

today: | $(ready) ## set as_of to today, and build
	@$(makegood) build --renew . >&2
	$(info Results: $(page))

open: all ## open the page of this case
	@open '$(result)/index.html' 2>/dev/null || xdg-open '$(result)/index.html' 2>/dev/null || start '$(result)/index.html' 2>/dev/null || echo '$(page)'

# Optional parts, which setup.sh installs with the program.
extra = $(if $(ready),sh $(makegood.root)/setup.sh $(1),\
  echo 'Run this command where makegood is installed: pip install "makegood[$(1)]"' >&2; exit 2)

heic: ## install support for iPhone photos (HEIC), once
	@$(call extra,heic)

scripts: ## install fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji, once
	@$(call extra,scripts)

# Targets that only exist at the root.
.PHONY: new status
new status:
	@echo 'Run this command in the main folder: make -C $(makegood.root) $@' >&2; exit 2

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(case.mk) Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
