package dev.heed.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every turn's time of every contender on every workload. The medians over turns count. */
final class Results {
    /** Multiply-adds of all-MiniLM-L6-v2's linear maps for one token, times two. */
    private static final double LINEAR_FLOP = 2.0 * 6 * (4 * 384 * 384 + 2 * 384 * 1536);

    /** The two products of attention for a pair of tokens. */
    private static final double ATTENTION_FLOP = 2.0 * 6 * 2 * 384;

    private final List<Contender> contenders;
    private final List<Workload> workloads;
    private final List<int[]> tokens;
    private final Map<Contender, Agreement> agreements = new LinkedHashMap<>();
    private final Map<Contender, Map<Workload, List<Long>>> nanos = new LinkedHashMap<>();

    Results(List<Contender> contenders, List<Workload> workloads, List<int[]> tokens) {
        this.contenders = contenders;
        this.workloads = workloads;
        this.tokens = tokens;
    }

    /** Turns are added in step, so that those of one number can be compared: they were taken seconds apart. */
    void add(Contender contender, Workload workload, long pass) {
        nanos.computeIfAbsent(contender, c -> new LinkedHashMap<>())
                .computeIfAbsent(workload, w -> new ArrayList<>())
                .add(pass);
    }

    void agree(Contender contender, Agreement agreement) {
        agreements.merge(contender, agreement, Agreement::and);
    }

    Agreement agreement(Contender contender) {
        return agreements.get(contender);
    }

    List<Contender> contenders() {
        return contenders;
    }

    List<Workload> workloads() {
        return workloads;
    }

    boolean has(Contender contender, Workload workload) {
        return nanos.containsKey(contender) && nanos.get(contender).containsKey(workload);
    }

    int tokens(Workload workload) {
        return Arrays.stream(tokens.get(workloads.indexOf(workload))).sum();
    }

    double seconds(Contender contender, Workload workload) {
        return median(nanos.get(contender).get(workload).stream()
                        .mapToDouble(Long::doubleValue)
                        .toArray())
                / 1e9;
    }

    double tokensASecond(Contender contender, Workload workload) {
        return tokens(workload) / seconds(contender, workload);
    }

    double gigaflops(Contender contender, Workload workload) {
        double flop = 0;
        for (int length : tokens.get(workloads.indexOf(workload))) {
            flop += length * LINEAR_FLOP + (double) length * length * ATTENTION_FLOP;
        }
        return flop / seconds(contender, workload) / 1e9;
    }

    /** How many times as fast as another: the median over the turns of their ratios. */
    double ratio(Contender contender, Contender other, Workload workload) {
        List<Long> own = nanos.get(contender).get(workload);
        List<Long> others = nanos.get(other).get(workload);
        double[] ratios = new double[own.size()];
        for (int turn = 0; turn < ratios.length; turn++) {
            ratios[turn] = (double) others.get(turn) / own.get(turn);
        }
        return median(ratios);
    }

    /** Whether it is timed on the uniform batches. */
    boolean hasUniform(Contender contender) {
        return workloads.stream().anyMatch(workload -> workload.uniform() && has(contender, workload));
    }

    /** The geometric mean of the ratios on uniform batches. */
    double uniformRatio(Contender contender, Contender other) {
        return Math.exp(workloads.stream()
                .filter(workload -> workload.uniform() && has(contender, workload))
                .mapToDouble(workload -> Math.log(ratio(contender, other, workload)))
                .average()
                .orElseThrow());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
