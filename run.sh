#!/usr/bin/env bash
# The command line from source: ./run.sh ARGS = proofs ARGS. Builds when the sources have changed since the last time, else starts at once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$root/artifacts/run
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

sources() {
    (cd "$root" && find src Directory.Build.props Directory.Packages.props global.json .editorconfig -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
}

build() {
    # From here on in our own folder: a global.json in the caller's may name another SDK, which would run.
    cd "$root"
    .ci/prepare
    echo "building proofs …" >&2
    local log=$root/artifacts/run.log fresh=$root/artifacts/run.new
    rm -rf "$fresh"
    if ! dotnet publish "$root/src/Proofs.Cli" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o "$fresh" -nodeReuse:false >"$log" 2>&1; then
        cat "$log" >&2
        exit 70
    fi
    sources >"$fresh/.sources"
    rm -rf "$out"
    mv "$fresh" "$out"
}

if [ ! -x "$out/Proofs.Cli" ] || [ "$(cat "$out/.sources")" != "$(sources)" ]; then
    mkdir -p "$root/artifacts"
    # One build at a time; whoever waited finds it done. A compiler server that stays must not inherit the lock.
    exec 9>"$root/artifacts/run.lock"
    flock 9
    [ -x "$out/Proofs.Cli" ] && [ "$(cat "$out/.sources")" = "$(sources)" ] || (build 9>&-)
    exec 9>&-
fi
exec "$out/Proofs.Cli" "$@"
