# `make` builds this case, `make help` lists the rest. All of it stands in the program; targets of your own may follow.
case.mk := $(firstword $(wildcard ../../src/makegood/case.mk ../../build/.make/case.mk))
ifeq ($(case.mk),)
$(error The program is not found from here. Type: makegood build .)
endif
include $(case.mk)
