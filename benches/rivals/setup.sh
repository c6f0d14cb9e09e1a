#!/usr/bin/env bash
# Installs the rivals of the benchmarks into benches/.cache. Running it again does nothing; where one
# is not possible it says why and goes on, because a missing rival is no failure.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cache="$(dirname "$here")/.cache"
mkdir -p "$cache"
echo '*' >"$cache/.gitignore"

# nautilus_trader into a Python environment of its own.
setup_nautilus() {
  local venv="$cache/venv"
  local requirements="$here/nautilus/requirements.txt"
  local stamp="$venv/installed-requirements.txt"
  if ! command -v python3 >/dev/null; then
    echo 'skipped: nautilus_trader needs python3, which is not found'
  elif ! python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; then
    echo "skipped: nautilus_trader 1.221.0 needs Python 3.11, 3.12 or 3.13, this is $(python3 --version)"
  elif cmp -s "$requirements" "$stamp"; then
    echo "ready: $venv"
  elif ! python3 -m venv "$venv"; then
    echo 'skipped: nautilus_trader; python3 has no venv module (Debian: apt install python3-venv)'
  elif ! "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    --requirement "$requirements"; then
    echo 'skipped: pip could not install nautilus_trader'
  else
    cp "$requirements" "$stamp"
    echo "ready: $venv"
  fi
}

# vectorbt and numba into another one, of their own versions of the same packages.
setup_vectorbt() {
  local venv="$cache/vectorbt"
  local requirements="$here/vectorbt/requirements.txt"
  if cmp -s "$requirements" "$venv/installed-requirements.txt"; then
    echo "ready: $venv"
  elif ! command -v python3 >/dev/null || ! python3 -m venv "$venv"; then
    echo 'skipped: vectorbt needs python3 with its venv module'
  elif ! "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    --requirement "$requirements"; then
    echo 'skipped: pip could not install vectorbt'
  else
    cp "$requirements" "$venv/installed-requirements.txt"
    echo "ready: $venv"
  fi
}

# nodejs-order-book, minisearch, hyparquet and three of options, which need nothing but npm.
setup_npm() {
  local folder="$cache/npm"
  local wanted='nodejs-order-book@10.1.1 minisearch@7.2.0 hyparquet@1.31.5 hyparquet-compressors@1.1.2
    black-scholes@1.1.0 greeks@1.0.0 implied-volatility@1.0.0'
  if [ "$(cat "$folder/installed" 2>/dev/null)" = "$wanted" ]; then
    echo "ready: $folder"
  # shellcheck disable=SC2086 # several packages, a word each
  elif ! npm install --silent --no-save --no-audit --no-fund --prefix "$folder" $wanted; then
    echo "skipped: npm could not install $wanted"
  else
    echo "$wanted" >"$folder/installed"
    echo "ready: $folder"
  fi
}

setup_nautilus
setup_vectorbt
setup_npm
