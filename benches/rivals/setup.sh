#!/usr/bin/env bash
# Installs the rivals of the benchmarks into benches/.cache/venv. Running it again does nothing;
# where it is not possible it says why and succeeds, because a missing rival is no failure.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cache="$(dirname "$here")/.cache"
venv="$cache/venv"
requirements="$here/nautilus/requirements.txt"
stamp="$venv/installed-requirements.txt"

skip() {
  echo "skipped: $1"
  exit 0
}

command -v python3 >/dev/null || skip 'python3 not found'
python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' ||
  skip "nautilus_trader 1.221.0 needs Python 3.11, 3.12 or 3.13, this is $(python3 --version)"

if cmp -s "$requirements" "$stamp"; then
  echo "ready: $venv"
  exit 0
fi

mkdir -p "$cache"
echo '*' >"$cache/.gitignore"
python3 -m venv "$venv" || skip 'python3 has no venv module (Debian: apt install python3-venv)'
"$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
  --requirement "$requirements" || skip 'pip could not install nautilus_trader'
cp "$requirements" "$stamp"
echo "ready: $venv"
