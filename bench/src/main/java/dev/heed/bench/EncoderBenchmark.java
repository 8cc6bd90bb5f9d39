package dev.heed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Heed on each kernel beside ONNX Runtime in fp32 and int8, on uniform batches and on real, uneven texts.
 *
 * <p>Every contender has a process of its own, all live side by side and take turns workload by workload, seconds apart: on
 * a machine whose speed drifts, a turn's ratios hold where its times do not. Vectors are compared before anything is
 * timed. All of that is done again in fresh processes as often as asked.
 */
final class EncoderBenchmark {
    /** Workloads that warm everybody up, by number, and for how long: compilers need it before the first figure counts. */
    private static final int[] WARM_UP = {2, 1, 3, 0};

    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private final Options options;
    private final List<Contender> contenders;
    private final List<Workload> workloads;

    EncoderBenchmark(Options options) throws IOException {
        this.options = options;
        this.workloads = Workloads.all(options.data());
        this.contenders = Stream.concat(
                        Stream.of(Contender.PEER, Contender.PEER_INT8),
                        options.kernels().stream().map(Contender::heed))
                .toList();
    }

    void run() throws Exception {
        Results results = null;
        for (int fork = 1; fork <= options.forks(); fork++) {
            List<Lane> lanes = new ArrayList<>();
            try {
                for (Contender contender : contenders) {
                    lanes.add(new Lane(contender, options.threads(), options.data()));
                }
                if (results == null) {
                    results =
                            new Results(contenders, workloads, lanes.getFirst().tokens());
                }
                verify(lanes, results);
                warmUp(lanes);
                for (int workload = 0; workload < workloads.size(); workload++) {
                    note("fork " + fork + " of " + options.forks() + ": "
                            + workloads.get(workload).name());
                    take(lanes, workload, results);
                }
            } finally {
                for (Lane lane : lanes) {
                    lane.close();
                }
            }
        }
        System.out.println(Machine.described(options.threads()) + "\n\n" + Report.of(results));
        if (options.svg() != null) {
            Files.writeString(options.svg(), SpeedChart.of(results), StandardCharsets.UTF_8);
        }
    }

    /** @throws IllegalStateException if somebody's vectors are not those of the model */
    private void verify(List<Lane> lanes, Results results) throws IOException {
        for (int workload = 0; workload < workloads.size(); workload++) {
            float[][] expected = lanes.getFirst().vectors(workload);
            for (Lane lane : lanes) {
                Contender contender = lane.contender();
                if (contender == Contender.PEER || !contender.runs(workloads.get(workload))) {
                    continue;
                }
                Agreement agreement = Agreement.of(lane.vectors(workload), expected);
                if (!(agreement.mean() >= contender.leastCosine())) {
                    throw new IllegalStateException(contender.name() + ", "
                            + workloads.get(workload).name() + ": expected a mean cosine of "
                            + contender.leastCosine() + " with " + Contender.PEER.name() + " at least, got "
                            + agreement.mean());
                }
                results.agree(contender, agreement);
            }
        }
    }

    private static void warmUp(List<Lane> lanes) throws IOException {
        for (int workload : WARM_UP) {
            for (Lane lane : lanes) {
                lane.run(workload, WARM_UP_NANOS);
            }
        }
    }

    private void take(List<Lane> lanes, int number, Results results) throws IOException {
        Workload workload = workloads.get(number);
        for (int turn = 0; turn <= options.turns(); turn++) {
            for (Lane lane : lanes) {
                if (lane.contender().runs(workload)) {
                    long pass = lane.run(number, options.turnNanos());
                    if (turn > 0) { // before the first, everybody meets the workload
                        results.add(lane.contender(), workload, pass);
                    }
                }
            }
        }
    }

    private static void note(String line) {
        System.err.println(line);
    }
}
