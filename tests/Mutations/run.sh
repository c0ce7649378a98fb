#!/usr/bin/env bash
# Breaks a copy of the product in one place after the other and shows that a test turns red each time.
#   tests/Mutations/run.sh [ID ...]
# Prints a row for each; ends with 1 when a mutation survived. Takes about ten seconds for each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -co --exclude-standard -z | xargs -0 cp --parents -t "$copy"
list=$copy/tests/Mutations/mutations.json
project=$copy/tests/Proofs.Runs.Tests
dotnet build "$project" -nodeReuse:false -v:quiet >/dev/null

survived=0
printf '| mutation | kind | turned red |\n|---|---|---|\n'
for i in $(jq -r 'keys[]' "$list"); do
    get() { jq -r ".[$i].$1" "$list"; }
    if [ $# -gt 0 ] && ! printf '%s\n' "$@" | grep -qx "$(get id)"; then continue; fi
    file=$copy/$(get file)
    cp "$file" "$copy/original"
    jq -rj ".[$i] | [.find, .replace] | join(\"\\u0000\")" "$list" > "$copy/pair"
    perl -0777 -i -e 'open F, shift; local $/; ($f, $r) = split /\0/, <F>; $_ = <>; s/\Q$f\E/$r/ or die "not there\n"; print' "$copy/pair" "$file"
    red=survived
    if ! dotnet build "$project" -nodeReuse:false -v:quiet >"$copy/log" 2>&1; then
        red="does not compile"
        survived=1
    elif dotnet test "$project" --no-build -nodeReuse:false --filter "$(get red)" >"$copy/log" 2>&1; then
        survived=1
    else
        red=$(sed -nE 's/^ +Failed ([A-Za-z.]+\.)?([A-Za-z]+\.[A-Za-z_0-9]+).*/\2/p' "$copy/log" | sort -u | head -n 3 | sed 's/^/`/;s/$/`/' | paste -sd ' ')
        [ -n "$red" ] || { red="no test failed"; survived=1; }
    fi
    printf '| %s | %s | %s |\n' "$(get id)" "$(get kind)" "$red"
    cp "$copy/original" "$file"
done
exit $survived
