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

# The process that to-completion kills: it takes its turn, and here it ends by itself.
killed() {
    rm -rf "$work/project" "$work/anchors" && mkdir "$work/project"
    cp "$here/../../proofs/Proofs.RunnerPack/Projects/three-roles/agentxchain.json" "$work/project"
    (cd "$work/project" && git init -q . && git add -A && git -c user.name=Bench -c user.email=bench@example.com commit -qm base)
    from=$(date +%s%N)
    dotnet exec "$work/pack/Proofs.RunnerPack.dll" plan-and-wait "$work/project" "$work/anchors" </dev/null >"$work/out"
    echo $((($(date +%s%N) - from) / 1000000))
}
told() { # PROOF (whole process; one that does not pass is not timed)
    from=$(date +%s%N)
    "$work/pack/Proofs.RunnerPack" "$1" >"$work/out"
    echo $((($(date +%s%N) - from) / 1000000))
}
times() { # FILE COMMAND...
    local file=$1
    shift
    for _ in $(seq "$runs"); do "$@"; done >"$file"
}
middle() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

# What the reference publishes, in milliseconds, whole processes on two processors; its to-completion kills none.
declare -A reference=([one-turn]=155 [to-completion]=504 [run-loop]=751)
echo '| proof | in one process, median ms (least to most) | of that the process that is killed | its first telling | whole process with its payload | reference | wanted | first column without the killed / reference | whole process / reference |'
echo '|---|---|---|---|---|---|---|---|---|'
for proof in one-turn to-completion run-loop; do
    "$work/bench/Benchmarks.Packs" "$proof" "$runs" >"$work/story"
    read -r first median least most <"$work/story"
    times "$work/times" told "$proof"
    whole=$(middle <"$work/times")
    lost=0
    if [ "$proof" = to-completion ]; then
        times "$work/times" killed
        lost=$(middle <"$work/times")
    fi
    awk -v p="$proof" -v m="$median" -v l="$least" -v t="$most" -v k="$lost" -v f="$first" -v w="$whole" -v r="${reference[$proof]}" \
        'BEGIN { printf "| `%s` | %d (%d to %d) | %s | %d | %d | %d | %d | %.2f | %.2f |\n", p, m, l, t, k ? k : "", f, w, r, r / 2, (m - k) / r, w / r }'
done
