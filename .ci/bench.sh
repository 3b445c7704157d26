#!/usr/bin/env bash
# make bench: measures the release build and keeps the table in target/bench/. With
# BARNRAISE_LONG=1 the tests of faults run as well, as often as their bars say.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

prepare
timed 'Building Barnraise' build_release ||
  fail 'The build failed.' 'The first error above names the cause.'

commit="$(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
report="target/bench/$(date -u +%Y%m%dT%H%M%SZ)-$commit.txt"
mkdir -p target/bench
export LEPTOS_SITE_ROOT="$repo/target/site"
{
  printf 'commit %s · %s · %s cores\n' "$commit" "$(uname -srm)" "$(getconf _NPROCESSORS_ONLN)"
  timed 'Measuring' target/release/barnraise bench --keep target/bench
} 2>&1 | tee "$report"
status=${PIPESTATUS[0]}
say "Kept in $report"
if [[ "${BARNRAISE_LONG:-}" == 1 ]]; then
  export BARNRAISE_LONG_TESTS=1 BARNRAISE_RESTARTS=10 BARNRAISE_IDLE_SOCKETS=5000
  timed 'Long tests' rust_tests -p http-tests || status=1
fi
exit "$status"
