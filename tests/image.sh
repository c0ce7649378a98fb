#!/usr/bin/env bash
# Builds the action's image from this checkout: with Docker where an engine runs, otherwise with buildah on Debian bases that are made
# here and kept in the user's cache. STATE is a folder of the caller's; everything else of a build lies in it or in the Docker engine.
#   tests/image.sh engine                            prints docker or buildah; without either it says what to install and ends with 69
#   tests/image.sh build STATE IMAGE                 builds the image
#   tests/image.sh added STATE IMAGE                 prints how many bytes of files the image has more than its base
#   tests/image.sh buildah [--offline] STATE ARG...  runs buildah on the storage in STATE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

suite=bookworm
cache="${XDG_CACHE_HOME:-$HOME/.cache}/proofs-tests"
bases="$cache/image-bases@$suite-2" # the number goes up when make_bases changes
debian=localhost/proofs-base-debian
sdk=localhost/proofs-base-sdk

# Mounts and processes of its own, so that nothing stays mounted or running when it ends, however it ends.
isolated() { unshare --pid --fork --kill-child --mount-proc "$@"; }

# The driver is named because buildah forgets STORAGE_DRIVER once it is given a root; vfs works on any file system, inside containers too.
buildah_in() { # STORAGE ARG...
    local storage=$1
    shift
    BUILDAH_ISOLATION=chroot isolated buildah --storage-driver vfs --root "$storage/storage" --runroot "$storage/run" "$@"
}

buildah_on_bases() { # STATE ARG...
    local state=$1
    shift
    buildah_in "$state" --storage-opt "vfs.imagestore=$bases/storage" "$@"
}

engine() {
    if timeout 30 docker info >/dev/null 2>&1; then
        echo docker
    elif [ "$(id -u)" != 0 ]; then
        echo "No Docker engine answers; without one the image can only be built as root: apt-get install -y buildah debootstrap" >&2
        return 69
    elif ! command -v buildah >/dev/null || ! command -v debootstrap >/dev/null; then
        echo "Neither a Docker engine nor buildah is here: apt-get install -y buildah debootstrap" >&2
        return 69
    elif ! isolated --net true 2>/dev/null; then
        echo "No Docker engine answers, and this root may not make namespaces, as in an unprivileged container; run on the machine itself." >&2
        return 69
    else
        echo buildah
    fi
}

# Two images: a bare Debian, and one with what .NET needs. The SDK itself, the certificates and the packages are this machine's, mounted
# where Debian has empty folders: copying them would cost a gigabyte, and a mount anywhere else would leave a folder in the image.
make_bases() {
    local mirror container
    mkdir -p "$cache"
    # Beside its place and then moved, so that a broken download leaves nothing that looks complete.
    fresh=$(mktemp -d "$cache/.image-bases.XXXXXX")
    trap 'rm -rf "$fresh"' EXIT
    # The mirror that apt uses, when it serves this suite.
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" 'Component: main' | sed -n 1p)
    isolated debootstrap --variant=minbase "$suite" "$fresh/root" "${mirror:-http://deb.debian.org/debian}" >&2
    rm -rf "$fresh"/root/var/cache/apt/* "$fresh"/root/var/lib/apt/lists/* "$fresh"/root/usr/share/{doc,man,locale}/*

    container=$(buildah_in "$fresh" from scratch)
    buildah_in "$fresh" add --quiet "$container" "$fresh/root" / >&2
    buildah_in "$fresh" commit --quiet "$container" "$debian" >&2
    buildah_in "$fresh" rm "$container" >&2

    container=$(buildah_in "$fresh" from --pull-never "$debian")
    buildah_in "$fresh" run "$container" -- sh -ec 'apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates libssl3 libstdc++6
        rm -rf /var/lib/apt/lists/* /var/cache/apt/*' >&2
    buildah_in "$fresh" config --env PATH=/mnt:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env NUGET_PACKAGES=/media \
        --env SSL_CERT_FILE=/srv/ca-certificates.crt --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$container"
    buildah_in "$fresh" commit --quiet "$container" "$sdk" >&2
    buildah_in "$fresh" rm "$container" >&2

    rm -rf "$fresh/root" "$fresh/run"
    # Whoever was quicker has made the same.
    mv -T "$fresh" "$bases" || [ -d "$bases" ]
}

build() { # STATE IMAGE
    if [ "$(engine)" = docker ]; then
        docker build --file action/Dockerfile --tag "$2" .
        return
    fi

    [ -d "$bases" ] || (make_bases)
    local packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
    mkdir -p "$packages"
    buildah_on_bases "$1" bud --pull-never --build-arg "SDK_IMAGE=$sdk" --build-arg "BASE_IMAGE=$debian" \
        --volume "$(dirname "$(readlink -f "$(command -v dotnet)")"):/mnt:ro" --volume /etc/ssl/certs:/srv:ro --volume "$packages:/media" \
        --file action/Dockerfile --tag "$2" .
}

# As tar counts: a file with several names once, folders and links not at all.
bytes() { tar --list --verbose --numeric-owner | awk '/^-/ { bytes += $3 } END { print bytes }'; }

bytes_of() { # STATE IMAGE
    local container
    if [ "$(engine)" = docker ]; then
        container=$(docker create "$2" true)
        docker export "$container" | bytes
        docker rm "$container" >/dev/null
    else
        container=$(buildah_on_bases "$1" from --pull-never "$2")
        tar --create --directory "$(buildah_on_bases "$1" mount "$container")" . | bytes
        buildah_on_bases "$1" rm "$container" >/dev/null
    fi
}

added() { # STATE IMAGE
    local base=$debian image_bytes base_bytes
    [ "$(engine)" = buildah ] || base=$(sed -n 's/^ARG BASE_IMAGE=//p' action/Dockerfile)
    image_bytes=$(bytes_of "$1" "$2")
    base_bytes=$(bytes_of "$1" "$base")
    echo $((image_bytes - base_bytes))
}

verb=$1
shift
case "$verb" in
    engine | build | added) "$verb" "$@" ;;
    buildah)
        if [ "$1" = --offline ]; then
            shift
            isolated() { unshare --net --pid --fork --kill-child --mount-proc "$@"; }
        fi
        buildah_on_bases "$@" ;;
    *) echo "unknown verb $verb" >&2; exit 64 ;;
esac
