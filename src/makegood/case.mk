# What `make` does in the folder of a case, whose Makefile includes this; `make help` lists it.

case.mk := $(lastword $(MAKEFILE_LIST))
targets := all check fix watch sent log explain today open heic scripts help
takes.check := STRICT
takes.fix := WRITE
takes.explain := NAME OF
takes.sent := LETTER ON BY VIA TEXT AMOUNT DEADLINE NUMBER FEE EVIDENCE EML LENGTH FROM AGAIN
takes.log := EVENT WHAT $(filter-out LETTER,$(takes.sent))
include $(dir $(case.mk))typed.mk

.DEFAULT_GOAL := all
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --silent
.PHONY: $(targets) FORCE

ref := $(lastword $(subst /, ,$(CURDIR)))
ifeq ($(wildcard ../$(ref)/case.json),)
$(error The name of this folder holds a space. Rename the folder: letters, digits and hyphens)
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

# What the result was made from, as makegood wrote it down.
-include $(result)/manifest.d

# A letter ages: after its day the case is built again, which says so. Days as 20261207 sort as texts do.
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

# A virgin clone is set up first, and again after its lock has changed. Elsewhere makegood is on the path.
ifneq ($(ready),)
$(ready): $(addprefix $(makegood.root)/,setup.sh requirements.lock pyproject.toml)
	@sh $(makegood.root)/setup.sh
endif

check: | $(ready) ## say what is wrong, and how to fix it; make check STRICT=yes makes missing proof an error
	@set -- .; $(call yes,STRICT,--strict); $(makegood) check "$$@"

fix: | $(ready) ## show the edits that are certain; make fix WRITE=yes makes them
	@set -- .; $(call yes,WRITE,--write); $(makegood) fix "$$@" || [ $$? -eq 1 ]

# Words that are typed reach makegood through the environment: what stands in them is never read by a shell.
options := [ -z "$$ON" ] || set -- --on "$$ON" "$$@"; [ -z "$$BY" ] || set -- --by "$$BY" "$$@"; \
  [ -z "$$VIA" ] || set -- --via "$$VIA" "$$@"; [ -z "$$TEXT" ] || set -- --text "$$TEXT" "$$@"; \
  [ -z "$$AMOUNT" ] || set -- --amount "$$AMOUNT" "$$@"; [ -z "$$DEADLINE" ] || set -- --deadline "$$DEADLINE" "$$@"; \
  [ -z "$$NUMBER" ] || set -- --number "$$NUMBER" "$$@"; [ -z "$$FEE" ] || set -- --fee "$$FEE" "$$@"; \
  [ -z "$$EVIDENCE" ] || set -- --evidence "$$EVIDENCE" "$$@"; [ -z "$$EML" ] || set -- --eml "$$EML" "$$@"; \
  [ -z "$$LENGTH" ] || set -- --length "$$LENGTH" "$$@"; \
  [ -z "$$FROM" ] || set -- --from "$$FROM" "$$@"; $(call yes,AGAIN,--again)

sent: | $(ready) ## record that the letter was sent: make sent, or make sent LETTER=reminder
	@set -- -- . sent; [ -z "$$LETTER" ] || set -- "$$@" "$$LETTER"; $(options); $(makegood) log "$$@"

log: | $(ready) ## record what happened: make log EVENT=paid WHAT="GBP 200.00"; make log lists all
	@[ -n "$$EVENT" ] || exec $(makegood) explain log; set -- -- . "$$EVENT"; \
	[ -z "$$WHAT" ] || set -- "$$@" "$$WHAT"; $(options); $(makegood) log "$$@"

explain: | $(ready) ## say what a word means: make explain NAME=status; NAME=sum: how each sum comes about
	@set -- --; [ -z "$$NAME" ] || set -- "$$@" "$$NAME"; [ -z "$$OF" ] || set -- --of "$$OF" "$$@"; \
	$(makegood) explain "$$@"

watch: | $(ready) ## build this case again each time something is saved; Ctrl-C ends it
	@$(makegood) watch .

today: | $(ready) ## set the case's day to today, and build
	@$(makegood) build --renew . >&2
	$(info Results: $(page))

open: all ## open the page of this case
	@open '$(result)/index.html' 2>/dev/null || xdg-open '$(result)/index.html' 2>/dev/null || start '$(result)/index.html' 2>/dev/null || echo '$(page)'

# What not everybody needs: setup.sh installs it beside the program.
extra = $(if $(ready),sh $(makegood.root)/setup.sh $(1),\
  echo 'Type this where makegood was installed: pip install "makegood[$(1)]"' >&2; exit 2)

heic: ## install what reads the photos of iPhones (HEIC), once
	@$(call extra,heic)

scripts: ## install fonts for Arabic, Hebrew, Thai, Chinese, Japanese, Korean and more, and for emoji, once
	@$(call extra,scripts)

# What is typed at the root, for who types it here.
.PHONY: new status
new status:
	@echo 'Type it in the main folder: make -C $(makegood.root) $@' >&2; exit 2

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' $(case.mk) Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
