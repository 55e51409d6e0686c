# The same few lines in every case: `make` builds this case, `make help` tells the rest.

.DEFAULT_GOAL := all
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --silent
.PHONY: all check fix watch sent log explain today open help FORCE

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

check: | $(ready) ## say what is wrong, and how to mend it
	@$(makegood) check .

# Words that are typed reach makegood through the environment: what stands in them is never read by a shell.
export WRITE NAME LETTER EVENT WHAT ON BY VIA TEXT AMOUNT DEADLINE NUMBER FEE EVIDENCE EML FROM AGAIN
options := [ -z "$$ON" ] || set -- --on "$$ON" "$$@"; [ -z "$$BY" ] || set -- --by "$$BY" "$$@"; \
  [ -z "$$VIA" ] || set -- --via "$$VIA" "$$@"; [ -z "$$TEXT" ] || set -- --text "$$TEXT" "$$@"; \
  [ -z "$$AMOUNT" ] || set -- --amount "$$AMOUNT" "$$@"; [ -z "$$DEADLINE" ] || set -- --deadline "$$DEADLINE" "$$@"; \
  [ -z "$$NUMBER" ] || set -- --number "$$NUMBER" "$$@"; [ -z "$$FEE" ] || set -- --fee "$$FEE" "$$@"; [ -z "$$EVIDENCE" ] || set -- --evidence "$$EVIDENCE" "$$@"; \
  [ -z "$$EML" ] || set -- --eml "$$EML" "$$@"; [ -z "$$FROM" ] || set -- --from "$$FROM" "$$@"; \
  [ -z "$$AGAIN" ] || set -- --again "$$@"

fix: | $(ready) ## show the edits that are certain; make fix WRITE=yes makes them
	@$(makegood) fix $${WRITE:+--write} . || [ $$? -eq 1 ]

sent: | $(ready) ## record that the letter was sent: make sent, or make sent LETTER=reminder
	@set -- -- . sent; [ -z "$$LETTER" ] || set -- "$$@" "$$LETTER"; $(options); $(makegood) log "$$@"

log: | $(ready) ## record what happened: make log EVENT=paid WHAT="GBP 200.00"; make log lists all
	@[ -n "$$EVENT" ] || exec $(makegood) explain log; set -- -- . "$$EVENT"; \
	[ -z "$$WHAT" ] || set -- "$$@" "$$WHAT"; $(options); $(makegood) log "$$@"

explain: | $(ready) ## say what a word means: make explain NAME=status
	@set --; [ -z "$$NAME" ] || set -- "$$NAME"; $(makegood) explain -- "$$@"

watch: | $(ready) ## build this case again each time something is saved; Ctrl-C ends it
	@$(makegood) watch .

today: | $(ready) ## set the case's day to today, and build
	@$(makegood) build --renew . >&2
	$(info Results: $(page))

open: all ## open the page of this case
	@open '$(result)/index.html' 2>/dev/null || xdg-open '$(result)/index.html' 2>/dev/null || start '$(result)/index.html' 2>/dev/null || echo '$(page)'

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
