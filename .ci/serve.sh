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
  # Filled beside and moved in whole: what was interrupted leaves nothing behind.
  rm -rf "$BARNRAISE_DATA_DIR/.filling"
  timed 'Filling the demo organisation' \
    target/release/barnraise --data-dir "$BARNRAISE_DATA_DIR/.filling" seed --demo ||
    fail 'The demo organisation could not be written.' "Check that $BARNRAISE_DATA_DIR can be written to."
  mv "$BARNRAISE_DATA_DIR/.filling"/barnraise.db* "$BARNRAISE_DATA_DIR/"
  rm -rf "$BARNRAISE_DATA_DIR/.filling"
fi

say 'Starting (Ctrl-C ends it)'
exec target/release/barnraise serve
