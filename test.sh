#!/usr/bin/env bash
# Installs what the tests need, builds with warnings as errors, runs every test with coverage, and prints the rate of each project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
results=artifacts/test-results

needs=(git=git gcc=cc libc6-dev=cc jq=jq nodejs=node npm=npm util-linux=setpriv)
# The action's image is built with Docker where an engine runs; without one only root can build it, and with these.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! timeout 30 docker info >/dev/null 2>&1; then
    needs+=(buildah=buildah debootstrap=debootstrap)
fi
.ci/prepare "${needs[@]}"
echo "installing tools from the npm registry" >&2
bash tests/install-tools.sh || echo "they could not be installed (is the npm registry reachable?); the tests that need them skip" >&2

dotnet build Proofs.sln -nodeReuse:false -warnaserror -v:quiet
rm -rf "$results"
failed=0
# Nothing here asks a provider: a key that happens to be set stays unused, and the live proofs are skipped. Payloads lie where they always do.
unset ANTHROPIC_API_KEY PROOFS_OUTPUT PROOFS_REQUIRE PROOFS_KEEP PROOFS_PROGRAM
projects=(tests/*.Tests proofs/*Pack)
for project in "${projects[@]}"; do
    name=$(basename "$project")
    coverage=(--collect "XPlat Code Coverage")
    [[ $project = tests/* ]] || coverage=()
    dotnet test "$project" --no-build -nodeReuse:false --results-directory "$results/$name" \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "${coverage[@]}" || failed=1
done

echo
echo "line coverage"
for report in "$results"/*/*/coverage.cobertura.xml; do
    suite=$(basename "$(dirname "$(dirname "$report")")")
    grep -o '<package name="[^"]*" line-rate="[^"]*"' "$report" | sed 's/.*name="\([^"]*\)" line-rate="\([^"]*\)"/\1 \2/' |
        while read -r assembly rate; do awk -v s="$suite" -v a="$assembly" -v r="$rate" 'BEGIN { printf "  %-18s %-12s %5.1f %%\n", s, a, r * 100 }'; done
done

counters=$(grep -ho '<Counters [^>]*' "$results"/*/*.trx)
count() { printf '%s\n' "$counters" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
[ "$(printf '%s\n' "$counters" | wc -l)" = "${#projects[@]}" ] || { echo "a test project left no results" >&2; failed=1; }
# Skipped tests are those that were not executed; one that was aborted or timed out was executed and counts as failed.
passed=$(count passed) executed=$(count executed) total=$(count total)
[ "$passed" -gt 0 ] || failed=1
echo
echo "$passed passed, $((executed - passed)) failed, $((total - executed)) skipped"
exit "$failed"
