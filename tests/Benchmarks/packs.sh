#!/usr/bin/env bash
# What the deterministic proofs cost without a test runner around them; prints the table for proofs/README.md. usage: tests/Benchmarks/packs.sh [RUNS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
runs=${1:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_TieredPGO=0
unset PROOFS_REQUIRE PROOFS_KEEP
publish() { # PROJECT FOLDER
    dotnet publish "$1" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o "$work/$2" -nodeReuse:false >"$work/log" || { cat "$work/log"; exit 1; }
}
publish "$here/Packs" bench
publish "$here/../../proofs/Proofs.RunnerPack" pack
export PROOFS_OUTPUT="$work/payloads"

# What the reference publishes, in milliseconds, whole processes on two processors.
declare -A reference=([one-turn]=155 [to-completion]=504 [run-loop]=751)
echo '| proof | in one process, median ms (least to most) | its first telling | whole process with its payload, median ms | reference, whole process | wanted | story / reference | process / reference |'
echo '|---|---|---|---|---|---|---|---|'
for proof in one-turn to-completion run-loop; do
    read -r first median least most < <("$work/bench/Benchmarks.Packs" "$proof" "$runs")
    for _ in $(seq "$runs"); do
        from=$(date +%s%N)
        "$work/pack/Proofs.RunnerPack" "$proof" >"$work/out"
        echo $((($(date +%s%N) - from) / 1000000))
    done | sort -n >"$work/times"
    whole=$(sed -n "$(((runs + 1) / 2))p" "$work/times")
    published=${reference[$proof]}
    awk -v p="$proof" -v m="$median" -v l="$least" -v t="$most" -v f="$first" -v w="$whole" -v r="$published" \
        'BEGIN { printf "| `%s` | %d (%d to %d) | %d | %d | %d | %d | %.2f | %.2f |\n", p, m, l, t, f, w, r, r / 2, m / r, w / r }'
done
