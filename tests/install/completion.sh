#!/bin/bash
# completion.sh BUILD_DIR: the completion in a real bash, and the manual page through man and groff.
set -euo pipefail
export PATH=$1/bin:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkdir "figures here" jobs
touch a.toml b.toml notes.txt data.h5 jobs/c.toml
rankplot completion bash >completion.bash

# complete WORDS...: what bash offers for the last of them, a line each.
complete_words() {
  bash --norc --noprofile -c '
    source ./completion.bash
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _rankplot 2>/dev/null
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
expect() {  # expect "what, sorted, in one line" WORDS...
  local want=$1 got
  shift
  got=$(complete_words "$@" | sort | tr '\n' ' ' | sed 's/ *$//')
  [ "$got" = "$want" ] || { echo "completing '$*': got '$got', wanted '$want'" >&2; exit 1; }
}
expect "run" rankplot ru
expect "--help --version" rankplot --
expect "a.toml b.toml figures here jobs" rankplot run ""
expect "jobs/c.toml" rankplot run jobs/
expect "auto" rankplot run a.toml --distribute a
expect "shared" rankplot run a.toml --distribute = sh
expect "figures here" rankplot status f
expect "figures here" rankplot run -o f
expect "data.h5" rankplot plot dat
expect "heatmap" rankplot list hea
expect "--distribute" rankplot run a.toml --dis
expect "" rankplot run a.toml --set x
expect "bash" rankplot completion ""
# Each command that --help names is offered, with each of its options.
for command in $(rankplot --help | sed -n '/^Subcommands:/,$p' | awk 'NR > 1 && /^  [a-z]/ {print $1}'); do
  complete_words rankplot "$command" --h | grep -qx -- --help || { echo "$command has no completion" >&2; exit 1; }
done

rankplot manual >rankplot.1
if command -v groff >/dev/null; then
  groff -man -Tutf8 -ww rankplot.1 >page.txt 2>warnings.txt
  [ ! -s warnings.txt ] || { echo "groff:" >&2; cat warnings.txt >&2; exit 1; }
  grep -q "rankplot run" page.txt
fi
if command -v man >/dev/null && [ -x "$(command -v man)" ] && man -l rankplot.1 >/dev/null 2>&1; then
  MANWIDTH=90 man -l rankplot.1 | grep -q "EXIT STATUS"
fi
