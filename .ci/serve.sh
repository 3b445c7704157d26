#!/usr/bin/env bash
# make run: builds Barnraise and starts it with the demo organisation.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

prepare
timed 'Building Barnraise (several minutes the first time)' build_release ||
  fail 'The build failed.' 'The first error above names the cause.'

export LEPTOS_SITE_ROOT="$repo/target/site"
export BARNRAISE_DATA_DIR="${BARNRAISE_DATA_DIR:-$repo/data}"

# A folder with any database in it belongs to somebody: never seed into it.
if [[ -z "${DATABASE_URL:-}" ]] && ! compgen -G "$BARNRAISE_DATA_DIR/*.db" >/dev/null; then
  timed 'Filling the demo organisation' target/release/barnraise seed --demo ||
    fail 'The demo organisation could not be written.' "Check that $BARNRAISE_DATA_DIR can be written to."
fi

say 'Starting (Ctrl-C ends it)'
exec target/release/barnraise serve
