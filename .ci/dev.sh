#!/usr/bin/env bash
# make dev: builds, starts, and does both again whenever a file changes.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

prepare
say 'Watching (Ctrl-C ends it)'
exec cargo leptos watch
