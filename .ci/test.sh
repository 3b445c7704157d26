#!/usr/bin/env bash
# make test: every test, cheapest first. A failure never hides what comes after it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

# shellcheck disable=SC2317 # called by name
browser_tests() {
  rm -f "$repo/end2end/results/results.json"
  npm --prefix "$repo/end2end" test
}

# Playwright's JSON report; a run that ended before writing it has no tests.
# shellcheck disable=SC2317 # called by name
count_browser_tests() {
  node -e '
    let stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    try { stats = JSON.parse(require("fs").readFileSync("end2end/results/results.json", "utf8")).stats; } catch {}
    console.log(stats.expected, stats.unexpected + stats.flaky, stats.skipped);
  '
}

prepare

step 'Format' cargo fmt --all --check
step 'Lints of the rules and the data layer' \
  cargo clippy -p domain -p backend -p http-tests --all-targets -- -D warnings
tests 'Tests of the rules and the data layer' core-tests.log count_rust_tests \
  rust_tests -p domain -p backend

if cargo deny --version >/dev/null 2>&1; then
  step 'Licences and sources of dependencies' cargo deny check licenses bans sources
else
  skip 'Licences and sources of dependencies' 'cargo-deny is not installed'
fi
step 'Types of the browser tests' npm --prefix "$repo/end2end" run types

if step 'Release build' build_release; then
  # `app` is built with one feature set at a time: both at once would mix server and browser code.
  step 'Lints of the server and its pages' cargo clippy --release -p server -p app --all-targets -- -D warnings
  step 'Lints of the one file' cargo clippy --release -p server --features embed -- -D warnings
  step 'Lints of the browser code' \
    cargo clippy --release -p hydrate --target wasm32-unknown-unknown --target-dir target/front -- -D warnings
  tests 'Tests of the server and its pages' page-tests.log count_rust_tests rust_tests --release -p server -p app --features server/embed
  tests 'HTTP tests' http-tests.log count_rust_tests rust_tests -p http-tests
  if step 'Finding a browser' need_chromium; then
    tests 'Browser tests' browser-tests.log count_browser_tests browser_tests
  else
    skip 'Browser tests' 'there is no browser'
  fi
else
  skip 'Tests of the server and its pages' 'the build failed'
  skip 'HTTP tests' 'the build failed'
  skip 'Browser tests' 'the build failed'
fi

finish
