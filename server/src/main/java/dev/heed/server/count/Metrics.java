package dev.heed.server.count;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Tally;
import dev.heed.server.http.Witness;
import dev.heed.server.schedule.Scheduler;
import dev.heed.server.schedule.Watcher;
import dev.heed.server.wire.Exchange;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** The counts of one server, in a registry of its own. Thread-safe. */
public final class Metrics implements Witness, Watcher, Endpoint {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("heed_requests_total")
            .help("Requests answered, by path and status; status 0: the caller left before.")
            .labelNames("path", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("heed_request_seconds")
            .help("Time from a request's head to its answer's last byte, by path.")
            .labelNames("path")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .register(registry);
    private final Counter inputs = counter("heed_inputs_total", "Texts and pairs that were read, by model.");
    private final Counter read = counter("heed_tokens_read_total", "Tokens that the model saw, by model.");
    private final Counter given = counter("heed_tokens_given_total", "Tokens that the texts had, by model.");
    private final Counter written =
            counter("heed_tokens_written_total", "Tokens that a language model wrote, by model.");
    private final Counter cut = counter("heed_inputs_truncated_total", "Texts of which not all was seen, by model.");
    private final Histogram batchTokens = Histogram.builder()
            .name("heed_batch_tokens")
            .help("Tokens of a batch.")
            .classicOnly()
            .classicUpperBounds(4, 8, 16, 32, 64, 128, 192, 256, 384, 512, 1024, 4096)
            .register(registry);
    private final Histogram batchRequests = Histogram.builder()
            .name("heed_batch_requests")
            .help("Requests whose texts met in a batch.")
            .classicOnly()
            .classicUpperBounds(1, 2, 4, 8, 16, 32, 64)
            .register(registry);
    private final Counter compute = Counter.builder()
            .name("heed_compute_seconds_total")
            .help("Time that threads spent on batches; a batch is counted once, whatever it holds.")
            .register(registry);

    /** Counts of a server. */
    public Metrics() {
        CounterWithCallback.builder()
                .name("heed_gc_seconds_total")
                .help("Time spent on garbage collection.")
                .callback(callback -> callback.call(collecting()))
                .register(registry);
        gauge(
                "heed_heap_used_bytes",
                "Heap in use.",
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Adds what is waiting. */
    public void watch(Scheduler scheduler) {
        gauge("heed_queue_tokens", "Tokens that wait.", scheduler::waitingTokens);
        gauge("heed_queue_seconds", "How long what waits and is computed will take, about.", scheduler::waitingSeconds);
    }

    /** Adds what a model is computed by. */
    public void tell(String model, String kernel, String precision) {
        info.addLabelValues(model, kernel, precision); // setLabelValues would forget the others
    }

    private final Info info = Info.builder()
            .name("heed_model_info")
            .help("Models that are served, with the kernel that computes and the precision.")
            .labelNames("model", "kernel", "precision")
            .register(registry);

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).labelNames("model").register(registry);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private static double collecting() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return millis / 1e3;
    }

    @Override
    public void answered(Exchange exchange, String path, Tally tally, long nanos, boolean left) {
        requests.labelValues(path, left ? "0" : Integer.toString(exchange.status()))
                .inc();
        seconds.labelValues(path).observe(nanos / NANOS);
        if (tally.model() == null) {
            return;
        }
        inputs.labelValues(tally.model()).inc(tally.inputs());
        read.labelValues(tally.model()).inc(tally.tokensRead());
        given.labelValues(tally.model()).inc(tally.tokensGiven());
        written.labelValues(tally.model()).inc(tally.tokensWritten());
        cut.labelValues(tally.model()).inc(tally.truncated());
    }

    @Override
    public void computed(int orders, int pieces, long tokens, long nanos) {
        batchTokens.observe(tokens);
        batchRequests.observe(orders);
        compute.inc(nanos / NANOS);
    }

    /** {@code GET /metrics}. */
    @Override
    public void answer(Call call) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
        call.header("Content-Type", TEXT);
        call.exchange().send(bytes.toByteArray());
    }
}
