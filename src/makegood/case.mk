# The same few lines in every case: `make` builds this case, `make help` tells the rest.

.DEFAULT_GOAL := all
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --silent
.PHONY: all check fix explain today open help FORCE

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

# WRITE and NAME reach makegood through the environment: what stands in them is never read by a shell.
export WRITE NAME
fix: | $(ready) ## show the edits that are certain; make fix WRITE=yes makes them
	@$(makegood) fix $${WRITE:+--write} . || [ $$? -eq 1 ]

explain: | $(ready) ## say what a word means: make explain NAME=status
	@set --; [ -z "$$NAME" ] || set -- "$$NAME"; $(makegood) explain -- "$$@"

today: | $(ready) ## set the case's day to today, and build
	@$(makegood) build --renew . >&2
	$(info Results: $(page))

open: all ## open the page of this case
	@open '$(result)/index.html' 2>/dev/null || xdg-open '$(result)/index.html' 2>/dev/null || start '$(result)/index.html' 2>/dev/null || echo '$(page)'

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '%-14s %s\n' "$$name" "$$text"; done
