#!/usr/bin/env bash
# Unpacks a real history from Debian's package golang-github-go-git-go-git-fixtures-dev into a bare repository. usage: fetch-history.sh TO
set -euo pipefail
to=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download golang-github-go-git-go-git-fixtures-dev >/dev/null 2>&1 || { apt-get update -qq && apt-get download -qq golang-github-go-git-go-git-fixtures-dev; }
dpkg-deb -x ./*.deb .
python3 - <<'PY'
import base64, glob, gzip, re
source = open(glob.glob("usr/share/gocode/src/github.com/go-git/go-git-fixtures/data.go")[0]).read()
entry = re.search(r'"/data/pack-f2e0a8889a746f7600e07d2246a2e29a72f696be.pack": \{.*?compressed: `(.*?)`', source, re.S)
open("spinnaker.pack", "wb").write(gzip.decompress(base64.b64decode(entry.group(1).replace("\n", ""))))
PY
git init -q --bare -b master "$to.new"
git -C "$to.new" index-pack --stdin <spinnaker.pack >/dev/null
git -C "$to.new" update-ref refs/heads/master 06ce06d0fc49646c4de733c45b7788aabad98a6f
git -C "$to.new" fsck --connectivity-only >/dev/null 2>&1
mv "$to.new" "$to"
