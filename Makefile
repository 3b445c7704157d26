.PHONY: help run dev test check bench dist

help:
	@echo "make run    build and start Barnraise with the demo organisation"
	@echo "make dev    build, watch and reload while you edit"
	@echo "make test   every test: format, lints, unit, HTTP and browser tests"
	@echo "make check  the fast part of the tests"
	@echo "make bench  the benchmarks, kept in target/bench/"
	@echo "make dist   the release archive, in target/dist/"

run:
	@.ci/serve.sh

dev test check bench dist:
	@.ci/$@.sh
