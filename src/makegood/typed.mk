# User input stays unchanged. make would expand the variables of its command line, and pass them to every shell that it
# starts; here each becomes plain text before anything runs. The Makefile that includes this has set `targets`, and the
# variables that each of them takes: takes.TARGET.

# Variables that are passed on for every target.
override typed.passed := CI COLUMNS NO_COLOR PYTHON SETUP_SYSTEM
override typed.goals := $(if $(MAKECMDGOALS),$(MAKECMDGOALS),all)
override typed.takes := $(sort $(foreach typed.one,$(typed.goals),$(takes.$(typed.one))))
override typed.all := $(sort $(foreach typed.one,$(targets),$(takes.$(typed.one))))
override typed.given := $(foreach typed.one,$(.VARIABLES),$(if $(findstring $$,$(typed.one)),,$\
  $(if $(filter command,$(firstword $(origin $(typed.one)))),$(typed.one))))

# Windows stores the name of the computer in NAME: only a NAME on the command line counts there.
ifneq ($(origin WSL_DISTRO_NAME),undefined)
ifeq ($(origin NAME),environment)
override NAME :=
endif
endif
$(foreach typed.one,$(typed.given) $(foreach typed.one,$(typed.all),$(if $(filter undefined,$(origin $(typed.one))),,$(typed.one))),\
  $(eval override $(typed.one) := $$(value $(typed.one)))$(eval export $(typed.one)))
$(if $(filter SHELL,$(typed.given)),$(eval override SHELL := /bin/sh))

# Report a variable that a target does not take, with the most similar one that it takes. Targets of users take any.
override typed.wrong := $(if $(filter-out $(targets),$(typed.goals)),,$(filter-out $(typed.takes) $(typed.passed),$(typed.given)))
override typed.quoted = '$(subst ','\'',$(1))'
override typed.others = $(foreach typed.goal,$(targets),$(if $(filter $(1),$(takes.$(typed.goal))),$(typed.goal)))
override typed.report = $(shell awk ' \
  function least(a, b) { return a < b ? a : b } \
  function far(a, b,  i, j, d) { \
    for (i = 0; i <= length(a); i++) d[i, 0] = i; \
    for (j = 0; j <= length(b); j++) d[0, j] = j; \
    for (i = 1; i <= length(a); i++) for (j = 1; j <= length(b); j++) { \
      d[i, j] = least(least(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1))); \
      if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1)) \
        d[i, j] = least(d[i, j], d[i - 2, j - 2] + 1) } \
    return d[length(a), length(b)] } \
  BEGIN { \
    name = ARGV[1]; count = split(ARGV[2], takes, " "); best = 99; list = ""; \
    for (i = 1; i <= count; i++) { \
      list = list (i == 1 ? " " : ", ") takes[i]; \
      d = far(toupper(name), takes[i]); \
      if (d < best && 2 * d <= length(takes[i])) { best = d; near = takes[i] } } \
    printf "make %s does not take %s.", ARGV[3], name; \
    if (near != "") printf " Did you mean %s?", near; \
    else if (ARGV[4] != "") { gsub(" ", " and make ", ARGV[4]); printf " Use it with make %s.", ARGV[4] } \
    print " make " ARGV[3] " takes" (count ? list : " no variables") "." }' \
  $(call typed.quoted,$(1)) '$(typed.takes)' '$(typed.goals)' '$(strip $(call typed.others,$(1)))' >&2)
ifneq ($(typed.wrong),)
$(foreach typed.one,$(typed.wrong),$(call typed.report,$(typed.one)))
$(error Nothing was done)
endif

# Part of a recipe that adds an option for "yes", and accepts no other word: $(call yes,VARIABLE,--option).
yes = case "$$$(1)" in ''|no) ;; yes) set -- $(2) "$$@" ;; *) echo 'Use $(1)=yes, or omit $(1).' >&2; exit 2 ;; esac

# Says whether .venv was made in another folder: its programs name the place where Python was. A link is left alone.
find_move = $(shell cd $(makegood.root) && [ ! -L .venv ] && [ -s .venv/.made-from ] && \
  case "$$(cat .venv/.made-from)" in (*" $$(pwd -P)") ;; (*) echo moved ;; esac)
