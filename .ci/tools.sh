# Sourced after lib.sh: finds or installs what a build needs, into a per-user cache.
# shellcheck shell=bash source=lib.sh
# shellcheck disable=SC2154 # `repo` is set there

cargo_leptos_version=0.3.10
tools="${BARNRAISE_CACHE:-$HOME/.cache/barnraise}/tools"

prepare() {
  local began=$SECONDS
  say 'Preparing the tools'
  need_rust
  need_c_compiler
  need_node
  need_wasm_target
  need_npm_packages
  need_cargo_leptos
  need_wasm_bindgen
  printf '   Tools ready in %s\n' "$(took "$began")"
}

need_rust() {
  if ! command -v cargo >/dev/null && [[ -f "$HOME/.cargo/env" ]]; then
    # shellcheck disable=SC1091
    source "$HOME/.cargo/env"
  fi
  command -v cargo >/dev/null ||
    fail 'Rust is missing.' 'Install it with rustup (https://rustup.rs), then run this again.'
  cargo --version >/dev/null ||
    fail 'The Rust version named in rust-toolchain.toml cannot be used.' 'Install it with: rustup toolchain install'
}

need_c_compiler() {
  command -v "${CC:-cc}" >/dev/null ||
    fail 'A C compiler is missing (SQLite is compiled from source).' 'On Debian: apt-get install build-essential'
}

need_node() {
  { command -v node && command -v npm; } >/dev/null ||
    fail 'Node.js is missing.' 'Install version 20 or newer with its npm (https://nodejs.org).'
  node -e 'process.exit(parseInt(process.versions.node, 10) >= 20 ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old." 'Install version 20 or newer (https://nodejs.org).'
}

need_wasm_target() {
  local lib
  lib="$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib"
  [[ -d "$lib" ]] && return
  command -v rustup >/dev/null ||
    fail 'The Rust target wasm32-unknown-unknown is missing.' 'Install it with your package manager, or use rustup.'
  timed 'Adding the WebAssembly target' rustup target add wasm32-unknown-unknown ||
    fail 'The WebAssembly target could not be added.' 'Check the network, then: rustup target add wasm32-unknown-unknown'
}

# npm leaves no mark that tells whether node_modules fits the lock file, so we leave one.
need_npm_packages() {
  local lock="$repo/end2end/package-lock.json" mark="$repo/end2end/node_modules/.fits-lock"
  if ! cmp -s "$lock" "$mark"; then
    timed 'Installing the npm packages' npm ci --prefix "$repo/end2end" --no-audit --no-fund ||
      fail 'The npm packages could not be installed.' 'Check the network, then: cd end2end && npm ci'
    cp "$lock" "$mark"
  fi
  export PATH="$repo/end2end/node_modules/.bin:$PATH"
}

need_cargo_leptos() {
  # Without --locked it takes newer dependencies that want a newer compiler.
  need_crate cargo-leptos "$cargo_leptos_version" "$tools/cargo-leptos-$cargo_leptos_version" cargo-leptos --locked
}

need_wasm_bindgen() {
  local version
  version="$(grep -A1 -x 'name = "wasm-bindgen"' "$repo/Cargo.lock" | sed -n 's/^version = "\(.*\)"$/\1/p')"
  [[ -n "$version" ]] || fail 'Cargo.lock does not name wasm-bindgen.' 'Restore it with: git checkout Cargo.lock'
  # The program must be exactly as old as the library; its own lock file does not build here.
  need_crate wasm-bindgen-cli "$version" "$tools/wasm-bindgen-$version" wasm-bindgen
}

# need_crate CRATE VERSION ROOT PROGRAM [OPTION…]
need_crate() {
  local crate="$1" version="$2" root="$3" program="$4"
  shift 4
  export PATH="$root/bin:$PATH"
  [[ -x "$root/bin/$program" ]] && return
  mkdir -p "$root"
  if cargo binstall -V >/dev/null 2>&1 &&
    timed "Fetching $crate $version" cargo binstall --no-confirm --root "$root" "$crate@$version"; then
    return
  fi
  timed "Building $crate $version, once for all checkouts (up to ten minutes)" \
    install_crate "$crate" --version "=$version" --root "$root" "$@" ||
    fail "$crate $version could not be built." 'See the messages above; the network and a C compiler are needed.'
}

# Unoptimised on purpose: it builds several times faster and runs fast enough.
# From outside the checkout, so that its cargo settings do not reach the tool.
install_crate() (
  if command -v rustup >/dev/null; then
    RUSTUP_TOOLCHAIN="$(rustup show active-toolchain | cut -d' ' -f1)"
    export RUSTUP_TOOLCHAIN
  fi
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256
  export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=0
  cd "$tools" && cargo install "$@"
)

# Sets CHROMIUM, or leaves it empty when Playwright brings its own browser.
need_chromium() {
  find_chromium && return
  if can_apt && timed 'Installing Chromium' apt_install chromium; then
    find_chromium && return
  fi
  timed 'Installing Chromium with Playwright' npm --prefix "$repo/end2end" exec -- playwright install chromium && return
  printf '%s\n' 'No Chromium was found or could be installed. Install it, or set CHROMIUM to its path.' >&2
  return 1
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser google-chrome google-chrome-stable; do
    if [[ -n "$name" ]] && command -v "$name" >/dev/null; then
      CHROMIUM="$(command -v "$name")"
      export CHROMIUM
      return 0
    fi
  done
  unset CHROMIUM
  return 1
}

# Runs Rust tests with nextest where it is installed, else with cargo's own runner.
rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --no-fail-fast "$@"
  else
    cargo test --no-fail-fast "$@"
  fi
}

# The front end first, then the server with it inside: the one file that ships,
# and that every test of the whole program runs.
build_release() {
  cargo leptos build --release --frontend-only &&
    cargo leptos build --release --server-only --bin-features embed &&
    small_enough target/release/barnraise
}

# small_enough FILE: prints its size; more than 40 MB is too much for one program.
small_enough() {
  local bytes
  bytes="$(wc -c <"$1")"
  printf '   %s: %d.%d MB\n' "$1" $((bytes / 1000000)) $((bytes / 100000 % 10))
  ((bytes <= 40000000))
}
