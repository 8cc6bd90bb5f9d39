#!/bin/sh
# What ./build install put into the local Maven repository: every jar with its sources, Javadoc and licences, POMs with what
# Maven Central asks for, and hosts outside the reactor that compile with every warning as an error. Run by ./build check-release.
# With --twice also: the same bytes from two clones of what is committed, in folders of different names.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
repository=$(mvn -q -B -ntp -f "$root/bom/pom.xml" help:evaluate -Dexpression=settings.localRepository -DforceStdout |
    sed "s/$(printf '\033')\[[0-9;]*m//g") # Maven colours even that
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' "$root/bom/pom.xml" | head -n 1)
wrong=0

complain() {
    echo "release: $*" >&2
    wrong=1
}

# Files of a jar that a pattern matches.
has() {
    unzip -Z1 "$1" | grep -q -x -e "$2"
}

artifact() {
    folder=$repository/dev/heed/$1/$version
    missing=0
    for suffix in .jar -sources.jar -javadoc.jar; do
        [ -f "$folder/$1-$version$suffix" ] && continue
        complain "$1: expected $1-$version$suffix, found none"
        missing=1
    done
    [ "$missing" = 0 ] || return 0
    for suffix in .jar -sources.jar; do
        for file in META-INF/LICENSE META-INF/NOTICE; do
            has "$folder/$1-$version$suffix" "$file" || complain "$1-$version$suffix: expected $file, found none"
        done
    done
    has "$folder/$1-$version.jar" module-info.class ||
        unzip -p "$folder/$1-$version.jar" META-INF/MANIFEST.MF | grep -q '^Automatic-Module-Name: dev.heed' ||
        complain "$1: expected a module descriptor or a module name, found none"
    has "$folder/$1-$version-javadoc.jar" index.html || complain "$1: expected index.html in its Javadoc, found none"
    for element in name description; do
        grep -q "<$element>" "$folder/$1-$version.pom" || complain "$1: expected <$element> in its POM, found none"
    done
}

host() {
    built=$root/target/hosts/$1
    rm -rf "$built"
    mkdir -p "$built"
    cp -R "$root/tools/release/consumers/$1/." "$built/"
    mvn -q -B -ntp -f "$built/pom.xml" package || complain "host $1: does not build"
    shift
    said=$("$java" -Dheed.quiet=true "$@") || complain "host: does not run"
    case $said in
        384\ *) echo "host: $said" ;;
        *) complain "host: expected 384 numbers, got $said" ;;
    esac
}

for element in url licenses developers scm; do
    for pom in "$root/pom.xml" "$root/bom/pom.xml"; do
        grep -q "<$element" "$pom" || complain "$pom: expected <$element>, found none"
    done
done
artifacts=$(sed -n 's/.*<artifactId>\(heed.*\)<\/artifactId>.*/\1/p' "$root/bom/pom.xml" | grep -v -x heed-bom)
for name in $artifacts; do
    artifact "$name"
done
hosts=$root/target/hosts
host modules --enable-native-access=dev.heed.ground -p "$hosts/modules/target/host.jar:$hosts/modules/target/lib" \
    --add-modules dev.heed.model.minilm -m host/host.Host
host class-path --enable-native-access=ALL-UNNAMED -cp "$hosts/class-path/target/host.jar:$hosts/class-path/target/lib/*" host.Host

# The jars of a clone, by what is in them.
sums() {
    rm -rf "$1"
    git -C "$root" clone -q "$root" "$1"
    (cd "$1" && mvn -q -B -ntp -DskipTests -Dspotless.check.skip -Prelease package >&2 &&
        find . -name "*-$version*.jar" -path '*/target/*' ! -path '*/lib/*' ! -path '*/dependency/*' | LC_ALL=C sort | xargs sha256sum)
}

if [ "${1:-}" = --twice ]; then
    sums "$root/target/once" >"$root/target/once.txt"
    sums "$root/target/and-once-more" >"$root/target/and-once-more.txt"
    if diff "$root/target/once.txt" "$root/target/and-once-more.txt"; then
        echo "release: $(wc -l <"$root/target/once.txt") jars have the same bytes from two folders"
    else
        complain "jars differ from folder to folder"
    fi
fi
[ "$wrong" = 0 ] || exit 1
echo "release: $version, $(echo "$artifacts" | wc -w) artifacts and their BOM are whole"
