# Sourced by heed and by the launcher of an image: sets java_options for a command line. Needs no program beside the shell's own.

# Whether the processor has AVX2, with which machine code does the arithmetic.
has_avx2() {
    [ -r /proc/cpuinfo ] || return 1
    while IFS= read -r line; do
        case $line in
            flags*)
                case "$line " in
                    *" avx2 "*) return 0 ;;
                esac
                return 1
                ;;
        esac
    done </proc/cpuinfo
    return 1
}

# -Xlog:disable: a cache made by another JDK is passed over without a word. The two ratios: a batch's objects outlive it among
# the young, so that a long file takes no more memory than a short one (old objects are collected when all memory is full).
set_java_options() {
    java_options="-Xlog:disable -XX:+UseSerialGC -XX:NewRatio=1 -XX:SurvivorRatio=3 -XX:-UsePerfData"

    # Where machine code does the arithmetic, a command on one text is over before optimising compilation pays.
    # It would not live to see what it compiled ahead of need from the profiles in the cache either. A large file of word
    # vectors is more than a moment's work.
    case "${1:-} ${2:-}" in
        embed\ * | senses\ * | index\ * | concordance\ * | serve\ * | doctor\ * | "vectors train" | "vectors why") ;;
        *)
            if has_avx2 &&
                { [ "${1:-}" != vectors ] || [ -z "$(find -L "${3:-.}" -prune -type f -size +100000k 2>/dev/null)" ]; }; then
                java_options="$java_options -XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions"
                java_options="$java_options -XX:-AOTReplayTraining -XX:ArchiveRelocationMode=0"
            fi
            ;;
    esac
}
