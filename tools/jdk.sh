# Sourced by heed, build and the examples (examples.sh): sets java_home to a JDK of version 25 or newer, or leaves it empty.
# Reads each candidate's "release" file instead of starting it.

# The major version that a folder's release file states, in $found_version; empty if it is no JDK.
read_version() {
    found_version=
    [ -r "$1/release" ] || return 0
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*)
                found_version=${line#JAVA_VERSION=\"}
                found_version=${found_version%%[.\"+-]*}
                ;;
        esac
    done <"$1/release"
}

# Takes a folder if it holds a new enough JDK and none was taken before.
try_jdk() {
    [ -z "$java_home" ] && [ -x "$1/bin/java" ] || return 0
    read_version "$1"
    case $found_version in
        '' | *[!0-9]*) ;;
        *) [ "$found_version" -ge 25 ] && java_home=$1 ;;
    esac
    return 0
}

find_jdk() {
    java_home=
    [ -n "${JAVA_HOME:-}" ] && try_jdk "$JAVA_HOME"
    for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/openjdk* "$HOME"/.sdkman/candidates/java/* \
        "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        try_jdk "$home"
    done
    if [ -z "$java_home" ] && command -v java >/dev/null 2>&1; then
        java=$(command -v java)
        while [ -L "$java" ]; do
            link=$(readlink "$java")
            case $link in
                /*) java=$link ;;
                *) java=$(dirname "$java")/$link ;;
            esac
        done
        try_jdk "$(dirname "$(dirname "$java")")"
    fi
    if [ -z "$java_home" ]; then
        echo "heed: expected a JDK of version 25 or newer, found none in JAVA_HOME, /usr/lib/jvm or on the PATH;" \
            "install one (Temurin 25, say) or point JAVA_HOME at it" >&2
        exit 1
    fi
}
