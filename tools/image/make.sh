#!/bin/sh
# Makes target/heed-image: a folder with a Java of its own, the command, its models and the start-up cache. Run by ./build image.
# usage: make.sh JAVA_HOME FOLDER
set -eu

java_home=$1
folder=$2
jars=cli/target/lib

# What our modules ask of the JDK, by their own descriptors. Libraries ask for no more: what else they name is optional to them.
modules=$(sed -n 's/^ *requires \(transitive \|static \)*\(java\.[a-z.]*\|jdk\.[a-z.]*\);.*/\2/p' ./*/src/main/java/module-info.java |
    sort -u | tr '\n' ',')

rm -rf "$folder"
"$java_home/bin/jlink" --add-modules "${modules%,}" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --output "$folder"
mkdir "$folder/lib/heed"
cp -R cli/target/heed-cli.jar "$jars" tools/java-options.sh LICENSE NOTICE "$folder/lib/heed/"
cp tools/image/heed.sh "$folder/bin/heed"

# Every command once, so that later starts find classes loaded and profiles ready (JEP 483, 514, 515).
"$folder/bin/java" -XX:AOTCacheOutput="$folder/lib/heed/heed.aot" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData \
    -Dheed.training -jar "$folder/lib/heed/heed-cli.jar" >target/image-training.log 2>&1
