#!/usr/bin/env bash
# Whole-process timings against git log and commitlint, in turn on the same range, and the memory of one run. Prints the table for README.md.
# Needs: hyperfine, time, nodejs, npm, python3, dpkg (apt-get install -y hyperfine time nodejs npm python3). About three minutes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/proofs-tests
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# A real third-party history that a Debian package carries: spinnaker/spinnaker at 06ce06d, 906 commits.
real=$cache/spinnaker.git
if [ ! -d "$real" ]; then
    "$here/fetch-history.sh" "$real"
fi
big=$cache/spinnaker-90-times.git
if [ ! -d "$big" ]; then
    git init -q --bare -b main "$big.new"
    python3 "$here/make-history.py" "$real" 81000 | git -C "$big.new" fast-import --quiet
    mv "$big.new" "$big"
fi
lint=$cache/commitlint@21.2.4
if [ ! -x "$lint/node_modules/.bin/commitlint" ]; then
    npm install --silent --no-audit --no-fund --prefix "$lint" @commitlint/cli@21.2.4
fi
echo "export default { rules: { 'trailer-exists': [2, 'always', 'Feature-Key:'] } };" >"$work/commitlint.config.mjs"

"$root/run.sh" --version >/dev/null
dotnet publish "$here/Floor" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o "$work/floor" -nodeReuse:false >"$work/log" || { cat "$work/log"; exit 1; }
proofs=$root/artifacts/run/Proofs.Cli

compare() { # NAME RUNS COMMAND...
    local name=$1 runs=$2
    shift 2
    hyperfine -N --warmup 2 --runs "$runs" --export-csv "$work/csv" "$@" >/dev/null 2>&1
    # command,mean,stddev,median,user,system,min,max; ratios are of medians, against the first row.
    tail -n +2 "$work/csv" | awk -F, -v n="$name" 'NR == 1 { first = $(NF - 4) } { printf "| %s | %d | %.0f | %.0f | %.0f | %.2f |\n", n, NR, $(NF - 4) * 1000, $(NF - 1) * 1000, $NF * 1000, first / $(NF - 4) }'
}

tip=$(git -C "$big" rev-parse main)
first=$(git -C "$big" rev-list --max-parents=0 main)
# The youngest commit of the main line that has a thousand commits after it.
while read -r thousand; do
    [ "$(git -C "$big" rev-list --count "$thousand..main")" -lt 1000 ] || break
done < <(git -C "$big" rev-list --first-parent main)
reported=$(git -C "$big" rev-parse main~1)
format='--format=%H %(trailers:key=Feature-Key)'
echo "$(nproc) processors, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(git --version), dotnet $(dotnet --version), node $(node --version), $(date -u +%F)"
echo "range of $(git -C "$big" rev-list --count "$first..main") and of $(git -C "$big" rev-list --count "$thousand..main") commits"
echo
echo '| measurement | row | median ms | min ms | max ms | first row / this row |'
echo '|---|---|---|---|---|---|'
compare 'feature-key, whole history: 1 proofs, 2 git log' 12 \
    "$proofs gate feature-key --repo $big --base $first --feature-key-pattern .+" "git -C $big log '$format' $first..$tip"
compare 'three gates, 1,000 commits: 1 proofs with a key, 2 git log, 3 commitlint, 4 proofs with a pattern' 8 \
    "$proofs gate all --repo $big --base $thousand --feature-key bd-1 --required-baseline $thousand --reported-commit $reported" \
    "git -C $big log '$format' $thousand..$tip" \
    "$lint/node_modules/.bin/commitlint --cwd $big --config $work/commitlint.config.mjs --from $thousand --to $tip" \
    "$proofs gate all --repo $big --base $thousand --feature-key-pattern .+ --required-baseline $thousand --reported-commit $reported"
compare 'one commit: 1 proofs with a key, 2 LibGit2Sharp hello, 3 libgit2 hello, 4 hello, 5 git log, 6 proofs with a pattern' 30 \
    "$proofs gate feature-key --repo $big --base main~1 --feature-key bd-1" "$work/floor/Floor $big" "$work/floor/Floor $big direct" "$work/floor/Floor" "git -C $big log '$format' main~1..main" \
    "$proofs gate feature-key --repo $big --base main~1 --feature-key-pattern .+"
echo
/usr/bin/time -f '%M KB at most: proofs, whole history' "$proofs" gate feature-key --repo "$big" --base "$first" --feature-key-pattern .+ 2>&1 >/dev/null | tail -n 1
/usr/bin/time -f '%M KB at most: git log, whole history' git -C "$big" log "$format" "$first..$tip" 2>&1 >/dev/null | tail -n 1
