#!/usr/bin/env bash
# Makes action.yml run another image: rewrites its one image line to docker://IMAGE and nothing else.
# usage: action/set-image.sh [--digest] IMAGE        with --digest only NAME@sha256:HEX is accepted, as a release needs it
set -euo pipefail
# Ranges such as a-z mean the ASCII letters only in this locale.
export LC_ALL=C
file=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/action.yml

refuse() { # EXIT-CODE MESSAGE
    printf 'set-image: %s\n' "$2" >&2
    exit "$1"
}

by_digest=no
if [ "${1-}" = --digest ]; then
    by_digest=yes
    shift
fi
[ $# = 1 ] || refuse 64 "give one image: action/set-image.sh [--digest] IMAGE"
image=$1

# The grammar of distribution/reference: [HOST[:PORT]/]PART[/PART...] and then a tag or a digest. A name without either is refused, because
# it means whatever is called latest. No character that can follow from it means anything to YAML, to sed or to a shell.
label='[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?'
part='[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*'
name="($label([.]$label)*(:[0-9]{1,5})?/)?$part(/$part)*"
digest='@sha256:[0-9a-f]{64}'
tag=':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'

if [ "$by_digest" = yes ]; then
    [[ $image =~ ^$name$digest$ ]] || refuse 64 "$(printf '%q' "$image") is no image by digest; it must be NAME@sha256: and 64 hexadecimal digits"
else
    [[ $image =~ ^$name($tag|$digest)$ ]] || refuse 64 "$(printf '%q' "$image") is no image; it must be NAME:TAG or NAME@sha256: and 64 hexadecimal digits"
fi

[ -f "$file" ] || refuse 65 "there is no $file"
lines=$(grep -cE '^[[:space:]]*"?image"?[[:space:]]*:' "$file" || true)
[ "$lines" = 1 ] || refuse 65 "$file has $lines image lines; it must have one"
grep -qE '^  image: docker://[^[:space:]]+$' "$file" || refuse 65 "the image line of $file is not '  image: docker://IMAGE'"

# Writes beside the file and renames: nobody sees half of it.
sed -i -E "s|^  image: docker://[^[:space:]]+$|  image: docker://$image|" "$file"
