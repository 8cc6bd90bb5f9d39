#!/bin/sh
# Whether an image runs where there is no JDK and nothing on the PATH, also from another place. usage: check.sh FOLDER
set -eu

folder=$(CDPATH='' cd -- "$1" && pwd -P)
moved=$(mktemp -d)
trap 'rm -rf "$moved"' EXIT
cp -Rp "$folder" "$moved/elsewhere"

expect() {
    what=$1
    shift
    if ! printf '%s\n' "$said" | grep -q -F -e "$what"; then
        echo "image: $*: expected \"$what\", got:" >&2
        printf '%s\n' "$said" | head -n 20 >&2
        exit 1
    fi
}

for heed in "$folder/bin/heed" "$moved/elsewhere/bin/heed"; do
    said=$(env -i PATH= HOME="$moved" "$heed" attend --simple "bank grows money" 2>&1) || true
    expect "bank' = 0.672·bank + 0.104·grows + 0.225·money" "$heed attend"
    said=$(env -i PATH= HOME="$moved" "$heed" generate "Once upon a time" --max-tokens 12 2>&1) || true
    expect "there was a little girl named Lily" "$heed generate"
    said=$(env -i PATH= HOME="$moved" HEED_JAVA_OPTS="-XX:AOTMode=on" "$heed" --version 2>&1) || true
    expect "heed 0." "$heed --version with its start-up cache"
done
echo "image: $folder runs with no JDK and an empty PATH, here and moved elsewhere"
