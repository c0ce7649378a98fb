#!/usr/bin/env bash
# What governed runs cost: one turn in memory and on a real checkout, 1,000 turns, loading a run with 10,000, and the public corpus; prints the table for README.md.
# Needs the .NET SDK and git; strace and the corpus (where PROOFS_CONFORMANCE_DIR says) for their rows. Some minutes. usage: tests/Benchmarks/runs.sh [RUNS]
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

# The operator's commands, whole processes: each on a fresh project, with anchors of its own.
"$work/cli/Proofs.Cli" init "$work/project" --template scripted >"$work/out"
jq '.turns |= map(select(.attempt == null or .attempt == 3) | del(.attempt))' "$work/project/scenario.json" >"$work/straight.json"
mv "$work/straight.json" "$work/project/scenario.json"
(cd "$work/project" && git init -q . && git add -A && git -c user.name=Bench -c user.email=bench@example.com commit -qm base)
for options in --no-report ''; do
    for _ in $(seq "$runs"); do
        rm -rf "$work/fresh" "$work/state" && cp -r "$work/project" "$work/fresh"
        from=$(date +%s%N)
        # shellcheck disable=SC2086 # no option is no word
        XDG_STATE_HOME="$work/state" "$work/cli/Proofs.Cli" run --project "$work/fresh" --auto-approve --script "$work/fresh/scenario.json" $options >"$work/out"
        echo $((($(date +%s%N) - from) / 1000)) | awk '{ print $1 / 1000 }'
    done >"$work/scripted"
    grep -qx '  Turns:   3' "$work/out" || { cat "$work/out" >&2; exit 1; }
    echo "| \`proofs run ${options:-}\`, 3 scripted turns to completion, whole process | $(median <"$work/scripted") | below 500 |"
done
export TMPDIR="$work"
each "$work/cli/Proofs.Cli" demo >"$work/demo"
echo "| \`proofs demo\`, whole process | $(median <"$work/demo") | below 5,000 |"
unset TMPDIR

# Turns on a real folder: 300 files that settle nothing because they are new, and each turn's record on the disk.
project() { # FOLDER [git]
    rm -rf "$1" && "$work/bench/Benchmarks.Runs" project "$1"
    for folder in $(seq 30); do
        mkdir -p "$1/src/area$folder"
        for file in $(seq 10); do seq $((folder * file + 20)) >"$1/src/area$folder/file$file.txt"; done
    done
    echo .agentxchain/ >"$1/.gitignore"
    [ "${2:-}" != git ] || (cd "$1" && git init -q . && git add -A && git -c user.name=Bench -c user.email=bench@example.com commit -qm base)
}
project "$work/git" git
"$work/bench/Benchmarks.Runs" turns "$work/git" 51 >"$work/out"
echo "| one governed turn with its commit, 300 files in git, 51 in one process: our own time | $(cut -d '|' -f 1 "$work/out") | below 80 |"
echo "| its steps, medians |$(cut -d '|' -f 2 "$work/out") | |"
each "$work/bench/Benchmarks.Runs" turns "$work/git" 1 >"$work/turn"
echo "| the same turn, whole process | $(median <"$work/turn") | |"
mkdir "$work/bare" && "$work/bench/Benchmarks.Runs" project "$work/bare"
for place in bare plain git; do
    case $place in plain) project "$work/plain" ;; git) project "$work/git" git ;; esac
    "$work/bench/Benchmarks.Runs" many "$work/$place" 1000 >"$work/out"
    case $place in bare) what='no other file, no git' ;; plain) what='300 files, no git' ;; git) what='300 files in git, with commits' ;; esac
    echo "| 1,000 turns in one run, $what; each 100 | $(cut -d '|' -f 1 "$work/out") | below 30 s |"
done
if command -v strace >"$work/log"; then
    project "$work/git" git
    strace -f -e trace=execve,fsync,fdatasync -o "$work/calls" "$work/bench/Benchmarks.Runs" turns "$work/git" 1 >"$work/out"
    echo "| programs that one turn starts, its own left out | $(($(grep -c 'execve(' "$work/calls") - 1)) | 0 |"
    echo "| times that a run's start and its first turn wait for the disk | $(grep -cE 'f(data)?sync\(' "$work/calls") | more than 0 |"
else
    echo 'strace is not here: what a turn starts and waits for was not looked at.' >&2
fi
