#!/usr/bin/env bash
# make check: the fast part of the tests, without the pages and the browser.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

need_rust
need_c_compiler
step 'Format' cargo fmt --all --check
step 'Lints of the rules and the data layer' \
  cargo clippy -p domain -p backend --all-targets -- -D warnings
tests 'Tests of the rules and the data layer' core-tests.log count_rust_tests \
  rust_tests -p domain -p backend
finish
