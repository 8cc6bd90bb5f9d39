#!/bin/sh
# The golden of AssemblerTest: binutils' reading of the machine code that the engine assembles, instruction by instruction.
# Run in the project's root after `mvn -q -pl engine test-compile`; needs objdump (made with binutils 2.40).
set -eu
code=$(mktemp)
trap 'rm -f "$code"' EXIT
"${JAVA_HOME:?}/bin/java" -cp engine/target/classes:engine/target/test-classes dev.heed.kernel.CodeDump >"$code"
objdump -D -b binary -m i386:x86-64 -M intel --wide "$code" |
    sed -n 's/^ *\([0-9a-f]*\):\t\([0-9a-f ]*[0-9a-f]\) *\t\(.*\)$/\1: \2 | \3/p' | sed 's/  */ /g; s/ $//' \
    >engine/src/test/resources/dev/heed/kernel/avx2-disassembly.txt
