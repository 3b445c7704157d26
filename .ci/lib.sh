# Sourced by the other scripts: how they speak, count and give up.
# shellcheck shell=bash

set -uo pipefail

repo="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$repo" || exit 1

logs="$repo/target/logs"
totals_file="$logs/totals"

passed=0
failed=0
skipped=0

say() {
  printf '\n── %s\n' "$*"
}

# fail SENTENCE REMEDY
fail() {
  printf '\n%s %s\n' "$1" "${2:-}" >&2
  exit 1
}

took() {
  local seconds=$((SECONDS - $1))
  if ((seconds < 60)); then
    printf '%d s' "$seconds"
  else
    printf '%d min %d s' $((seconds / 60)) $((seconds % 60))
  fi
}

# timed NAME COMMAND…: runs it, says how long it took, keeps its status.
timed() {
  local name="$1" began=$SECONDS status=0
  shift
  say "$name"
  "$@" || status=$?
  if ((status == 0)); then
    printf '   %s: done in %s\n' "$name" "$(took "$began")"
  else
    printf '   %s: FAILED after %s\n' "$name" "$(took "$began")"
  fi
  return "$status"
}

# logged FILE COMMAND…: shows the output and keeps it for counting.
logged() {
  local file="$logs/$1"
  shift
  mkdir -p "$logs"
  "$@" 2>&1 | tee "$file"
  return "${PIPESTATUS[0]}"
}

# step NAME COMMAND…: a lint or a build. Only its failure is counted.
step() {
  timed "$@" && return 0
  failed=$((failed + 1))
  return 1
}

# skip NAME REASON
skip() {
  say "$1: skipped, $2"
  skipped=$((skipped + 1))
}

# tests NAME LOG COUNTER COMMAND…: COUNTER reads the log and prints "passed failed skipped".
tests() {
  local name="$1" log="$2" counter="$3" status=0 ok bad left
  shift 3
  timed "$name" logged "$log" "$@" || status=$?
  read -r ok bad left < <("$counter" "$logs/$log")
  if ((ok + bad == 0)); then
    printf '   %s: no test was run\n' "$name"
    bad=1
  elif ((status != 0 && bad == 0)); then
    bad=1
  fi
  passed=$((passed + ok))
  failed=$((failed + bad))
  skipped=$((skipped + left))
  ((bad == 0))
}

without_colour() {
  sed -E 's/\x1b\[[0-9;]*[A-Za-z]//g' "$1"
}

# The sum of every number that stands before WORD in the lines on standard input.
sum_before() {
  grep -oE "[0-9]+ $1" | awk '{ n += $1 } END { print n + 0 }'
}

count_rust_tests() {
  local lines
  if without_colour "$1" | grep -qE 'Summary \['; then
    # What nextest puts in brackets ("2 slow", "1 flaky") is part of another figure.
    lines="$(without_colour "$1" | grep -E '^ *Summary \[' | sed -E 's/\([^)]*\)//g')"
    echo "$(sum_before passed <<<"$lines")" \
      "$(($(sum_before '(exec )?failed' <<<"$lines") + $(sum_before 'timed out' <<<"$lines")))" \
      "$(sum_before skipped <<<"$lines")"
  else
    lines="$(without_colour "$1" | grep -E '^test result: ')"
    echo "$(sum_before passed <<<"$lines")" "$(sum_before failed <<<"$lines")" "$(sum_before ignored <<<"$lines")"
  fi
}

# Prints the totals as the very last line and ends, red when anything failed.
finish() {
  if ((passed + failed == 0)); then
    failed=1
  fi
  mkdir -p "$logs"
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped" >"$totals_file"
  printf '\n'
  cat "$totals_file"
  ((failed == 0))
  exit
}

# May this script install Debian packages?
can_apt() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) || sudo -n true 2>/dev/null
}

apt_install() {
  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}
