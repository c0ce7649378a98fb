#!/usr/bin/env bash
# What governed runs cost: one turn in memory, loading a run with 10,000 turns, and the public corpus in one process; prints the table for README.md.
# Needs the .NET SDK; the corpus where PROOFS_CONFORMANCE_DIR says, otherwise without that row. About a minute. usage: tests/Benchmarks/runs.sh [RUNS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
runs=${1:-21}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_TieredPGO=0
publish() { # PROJECT FOLDER
    dotnet publish "$1" -c Release -r linux-x64 --self-contained -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -o "$work/$2" -nodeReuse:false >"$work/log" || { cat "$work/log"; exit 1; }
}
publish "$here/Runs" bench
publish "$root/src/Proofs.Cli" cli

median() { sort -n | awk '{ t[NR] = $1 } END { printf "%.0f (%.0f to %.0f)", t[int((NR + 1) / 2)], t[1], t[NR] }'; }
each() { # COMMAND... (whole process, milliseconds, one a line)
    for _ in $(seq "$runs"); do
        from=$(date +%s%N)
        "$@" >"$work/out" </dev/null
        echo $((($(date +%s%N) - from) / 1000)) | awk '{ print $1 / 1000 }'
    done
}

"$work/bench/Benchmarks.Runs" make "$work/run" 10000
echo '| what | measured, ms | wanted |'
echo '|---|---|---|'
echo "| validating and applying one turn in memory, 1,000 rounds | $("$work/bench/Benchmarks.Runs" turn 1000) | below 2 |"
each "$work/bench/Benchmarks.Runs" parse "$work/run" >"$work/parse"
each "$work/bench/Benchmarks.Runs" load "$work/run" >"$work/load"
echo "| loading a run with 10,000 turns ($(du -k "$work/run/.agentxchain/history.jsonl" | cut -f 1) kB), whole process | $(median <"$work/load") | below 300 |"
echo "| the same lines only parsed as JSON, whole process | $(median <"$work/parse") | |"
if [ -n "${PROOFS_CONFORMANCE_DIR:-}" ]; then
    find "$PROOFS_CONFORMANCE_DIR" -name '*.json' | sort | xargs -n 1 jq -c . >"$work/corpus"
    adapter() { "$work/cli/Proofs.Cli" conformance adapter --lines <"$work/corpus"; }
    for _ in $(seq "$runs"); do
        from=$(date +%s%N)
        adapter >"$work/out"
        echo $((($(date +%s%N) - from) / 1000)) | awk '{ print $1 / 1000 }'
    done >"$work/adapter"
    [ "$(wc -l <"$work/out")" = "$(wc -l <"$work/corpus")" ] || { echo "not every fixture was answered" >&2; exit 1; }
    echo "| the public corpus, $(wc -l <"$work/corpus") fixtures in one process | $(median <"$work/adapter") | below 2,000 |"
fi
