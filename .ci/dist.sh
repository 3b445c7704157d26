#!/usr/bin/env bash
# make dist: the release archive in target/dist/, the same bytes for the same program.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$repo/.ci/tools.sh"

prepare
# The page System names it, and so does a question to somebody who helps.
BARNRAISE_COMMIT="$(git rev-parse --short HEAD 2>/dev/null || true)"
export BARNRAISE_COMMIT
timed 'Building Barnraise' build_release ||
  fail 'The build failed.' 'The first error above names the cause.'

version="$(target/release/barnraise --version | cut -d' ' -f2)"
target="$(rustc -vV | sed -n 's/^host: //p')"
# The time of the release is the time of its commit, whenever it is packed.
epoch="$(git log -1 --format=%ct 2>/dev/null || echo 0)"
name="barnraise-$version-$target"
dist="$repo/target/dist"

rm -rf "${dist:?}/$name"
mkdir -p "$dist/$name"
install -m 755 target/release/barnraise "$dist/$name/barnraise"
install -m 644 docs/operating.md "$dist/$name/README.md"
install -m 644 LICENSE docs/operating/* "$dist/$name/"
# The guide stands beside its files here.
sed -i 's|(operating/|(|g' "$dist/$name/README.md"
(cd "$dist/$name" && sha256sum -- * >SHA256SUMS.new && mv SHA256SUMS.new SHA256SUMS && chmod 644 SHA256SUMS)

tar --create --directory "$dist" --format=gnu --sort=name --mtime="@$epoch" \
  --owner=0 --group=0 --numeric-owner "$name" | gzip -n9 >"$dist/$name.tar.gz" ||
  fail 'The archive could not be written.' 'Check the space in target/.'
(cd "$dist" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
rm -rf "${dist:?}/$name"

say "Packed target/dist/$name.tar.gz"
cat "$dist/$name.tar.gz.sha256"
