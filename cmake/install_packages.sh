#!/bin/bash
# install_packages.sh SECTION...: installs what is missing of the named sections of packages.txt
# (build, run, test, bench). Needs root or sudo only when something is missing.
set -euo pipefail
list=$(dirname "$(readlink -f "$0")")/packages.txt

missing=()
for section in "$@"; do
  names=$(awk -v want="$section" '/^#/ {on = ($2 == want && NF == 2); next} on && NF {print $1}' "$list")
  [ -n "$names" ] || { echo "install_packages.sh: no section '$section' in $list" >&2; exit 2; }
  for name in $names; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "missing packages: ${missing[*]}; become root or install sudo" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing: ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
