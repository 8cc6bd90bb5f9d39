#!/bin/sh
# The goldens of AssemblerTest: binutils' reading of the machine code that the ground assembles, instruction by instruction.
# Run in the project's root after `mvn -q -pl ground test-compile`; needs objdump (made with binutils 2.40).
set -eu
code=$(mktemp)
trap 'rm -f "$code"' EXIT
dump() {
    "${JAVA_HOME:?}/bin/java" -cp ground/target/classes:ground/target/test-classes dev.heed.kernel.CodeDump "$@"
}
for kind in "avx2 floats" "avx2 windows" "avx2 integer_pairs" "avx2 byte_rows" "avx2 blocks" "avx512 blocks" "avx2 byte_blocks" "avx512 byte_blocks" "avx512 floats" "avx512 bfloat16_pairs" "avx512 integer_pairs" \
    "avx512 byte_quads" "avx512 byte_rows" "avx512 windows" "avx512 bfloat16_tiles" "avx512 byte_tiles"; do
    dump $kind code >"$code"
    objdump -D -b binary -m i386:x86-64 -M intel --wide --start-address="$(dump $kind start)" "$code" |
        sed -n 's/^ *\([0-9a-f]*\):\t\([0-9a-f ]*[0-9a-f]\) *\t\(.*\)$/\1: \2 | \3/p' |
        sed 's/  */ /g; s/ *$//; s/\[rip+[^]]*\]\(.*\) # \(0x[0-9a-f]*\)$/[\2]\1/; s/\(BCST\|WORD\) PTR/\1 PTR/' \
            >"ground/src/test/resources/dev/heed/kernel/$(echo "$kind" | tr ' ' -).txt"
done
