#!/bin/sh
# Embedding models of LangChain4j and Spring AI beside Heed's, each in a process of its own, in turns, on two processors.
# Run by ./build bench-adapters. usage: run.sh DATA [ROUNDS]
set -eu

data=$1
rounds=${2:-3}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
mvn -q -B -ntp -f "$here/pom.xml" package
lib=$here/target/lib
vectors=$here/target/vectors
mkdir -p "$vectors"
pin=
command -v taskset >/dev/null 2>&1 && pin="taskset -c 0,1"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# shellcheck disable=SC2086  # a command of several words, or none
peer() {
    $pin "$java" --enable-native-access=ALL-UNNAMED -Dheed.quiet=true -DOPT_OUT_TRACKING=true \
        -cp "$here/target/bench.jar:$lib/*" bench.Peer "$1" "$data" "$vectors/$1" 2>/dev/null ||
        printf '%-22s could not run here\n' "$1"
}

echo "peer                   start ms  sentences/s paragraphs/s  RSS MB peak MB"
round=0
while [ "$round" -lt "$rounds" ]; do
    for name in langchain4j heed-langchain4j heed-langchain4j-128 spring heed-spring; do
        peer "$name"
    done
    round=$((round + 1))
done

for pair in "langchain4j heed-langchain4j-128" "langchain4j heed-langchain4j" "spring heed-spring" "heed-langchain4j heed-spring"; do
    set -- $pair
    if [ -f "$vectors/$1" ] && [ -f "$vectors/$2" ]; then
        "$java" -cp "$here/target/bench.jar" bench.Agreement "$vectors/$1" "$vectors/$2"
    fi
done

# What a host adds to its class path for a model, in MB.
size() {
    label=$1
    shift
    total=0
    for pattern in "$@"; do
        for jar in "$lib"/$pattern; do
            [ -f "$jar" ] && total=$((total + $(wc -c <"$jar")))
        done
    done
    printf '%-40s %s\n' "$label" "$((total / 1000000)) MB"
}
size "LangChain4j's: model" 'langchain4j-embeddings-all-*'
size "LangChain4j's: what runs it" 'langchain4j-embeddings-1*' 'onnxruntime*' 'tokenizers-*' 'api-0*' 'jna-*' 'gson-*' 'commons-compress*'
size "Spring AI's: what runs it" 'spring-ai-transformers*' 'onnxruntime*' 'tokenizers-*' 'api-0*' 'jna-*' 'gson-*' 'commons-compress*' 'pytorch-*' 'model-zoo-*'
size "Heed's: model" 'heed-model-minilm*'
size "Heed's: what runs it" 'heed-0*' 'heed-ground*' 'heed-langchain4j*' 'jackson-core-2*'
