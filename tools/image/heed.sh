#!/bin/sh
# Runs heed on the image's own Java; needs nothing else of the machine, not even programs on the PATH.
# HEED_JAVA_OPTS are passed to Java.
set -eu

self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
case $self in
    */*) ;;
    *) self=$(command -v "$self") ;; # sh heed
esac
here=$(CDPATH='' cd -- "${self%/*}/.." && pwd -P)

. "$here/lib/heed/java-options.sh"
set_java_options "$@"

# shellcheck disable=SC2086  # several options, none with spaces of its own
exec "$here/bin/java" -XX:AOTCache="$here/lib/heed/heed.aot" $java_options ${HEED_JAVA_OPTS:-} \
    -jar "$here/lib/heed/heed-cli.jar" "$@"
