#!/usr/bin/env bash
# What the build package costs: builds with it and without it in turn, whole processes, and prints the table for README.md.
# Needs the .NET SDK and libgit2. About four minutes. usage: tests/Benchmarks/build.sh [PAIRS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
pairs=${1:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
unset CI GITHUB_ACTIONS TF_BUILD

dotnet pack "$root/src/Proofs.MSBuild" -c Release -o "$work/feed" -nodeReuse:false >"$work/log" || { cat "$work/log"; exit 1; }
version=$(basename "$work"/feed/Proofs.MSBuild.*.nupkg .nupkg)
version=${version#Proofs.MSBuild.}

solution() { # FOLDER REFERENCE
    mkdir -p "$1"
    printf '<configuration><config><add key="globalPackagesFolder" value="%s/packages" /></config><packageSources><clear /><add key="feed" value="%s/feed" /></packageSources></configuration>\n' "$work" "$work" >"$1/NuGet.config"
    {
        echo '<Solution>'
        for i in $(seq 30); do
            mkdir -p "$1/p$i"
            echo "namespace p$i; public class Class;" >"$1/p$i/Class.cs"
            printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ProofsFeatureKey>bd-1</ProofsFeatureKey></PropertyGroup><ItemGroup>%s</ItemGroup></Project>\n' "$2" >"$1/p$i/p$i.csproj"
            echo "<Project Path=\"p$i/p$i.csproj\" />"
        done
        echo '</Solution>'
    } >"$1/all.slnx"
    git -C "$1" init -q -b main
    printf 'obj/\nbin/\n' >"$1/.gitignore"
    git -C "$1" add -A
    git -C "$1" -c user.name=a -c user.email=a@b commit -qm Begin
    git -C "$1" update-ref refs/remotes/origin/main HEAD
    git -C "$1" symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
    for _ in $(seq 1000); do
        printf 'commit refs/heads/main\ncommitter A <a@b> 1700000000 +0000\ndata <<END\nWork\n\nFeature-Key: bd-1\nEND\n%s\n' "${from-from refs/heads/main^0}"
        from=
    done | git -C "$1" fast-import --quiet
    git -C "$1" reset -q --hard main
}
solution "$work/with" "<PackageReference Include=\"Proofs.MSBuild\" Version=\"$version\" PrivateAssets=\"all\" />"
unset from
solution "$work/without" ''

milliseconds() { # COMMAND...
    local start=$EPOCHREALTIME end
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    end=$EPOCHREALTIME
    echo $(((${end/./} - ${start/./}) / 1000))
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%d | %d | %d\n", v[int((NR + 1) / 2)], v[1], v[NR] }'; }
row() { printf '| %s | %s |\n' "$1" "$(median "$2")"; }

for place in with without; do
    dotnet build "$work/$place/all.slnx" -nodeReuse:false >"$work/log" || { cat "$work/log"; exit 1; }
    dotnet build "$work/$place/all.slnx" -nodeReuse:false --no-restore >"$work/log"
done
for _ in $(seq "$pairs"); do
    milliseconds dotnet build "$work/without/all.slnx" -nodeReuse:false --no-restore >>"$work/without.ms"
    milliseconds dotnet build "$work/with/all.slnx" -nodeReuse:false --no-restore >>"$work/with.ms"
    milliseconds dotnet build "$work/with/p1" -nodeReuse:false --no-restore -t:ProofsGates -p:ContinuousIntegrationBuild=true -p:ProofsSkip=true >>"$work/skip.ms"
    milliseconds dotnet build "$work/with/p1" -nodeReuse:false --no-restore -t:ProofsGates -p:ContinuousIntegrationBuild=true >>"$work/judge.ms"
done

echo "$(nproc) processors, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), dotnet $(dotnet --version), $pairs pairs, $(date -u +%F)"
echo
echo '| build | median ms | min ms | max ms |'
echo '|---|---|---|---|'
row '30 projects, nothing to do, without the package' "$work/without.ms"
row '30 projects, nothing to do, with it' "$work/with.ms"
row 'the gates alone, skipped' "$work/skip.ms"
row 'the gates alone, 1,000 commits, in CI' "$work/judge.ms"
paste "$work/without.ms" "$work/with.ms" | awk '{ print $2 - $1 }' | sort -n | awk '{ v[NR] = $1 } END { printf "\nmedian of the differences: %d ms for 30 projects", v[int((NR + 1) / 2)] }'
paste "$work/skip.ms" "$work/judge.ms" | awk '{ print $2 - $1 }' | sort -n | awk '{ v[NR] = $1 } END { printf ", %d ms for 1,000 commits\n", v[int((NR + 1) / 2)] }'
