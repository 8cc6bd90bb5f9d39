package dev.heed.server.count;

import dev.heed.server.http.OneLine;
import dev.heed.server.http.Tally;
import dev.heed.server.http.Witness;
import dev.heed.server.wire.Exchange;
import dev.heed.server.wire.Head;
import dev.heed.server.wire.Headers;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A span for each request, by OpenTelemetry's API alone: whoever runs the process brings the SDK, as an agent or as the global
 * instance, and with it what becomes of spans. Without one nothing is made. A caller's {@code traceparent} is taken up as that
 * SDK's propagators read it. Nothing of what was asked is told but its size. Names of attributes: OpenTelemetry's semantic
 * conventions for HTTP and for generative models. Thread-safe.
 */
public final class Traces implements Witness {
    private static final Map<String, String> OPERATIONS = Map.of(
            "/v1/embeddings", "embeddings",
            "/embeddings", "embeddings",
            "/embed", "embeddings",
            "/v1/chat/completions", "chat",
            "/v1/completions", "text_completion");

    private static final TextMapGetter<Headers> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return headers.names();
        }

        @Override
        public String get(Headers headers, String name) {
            return headers == null ? null : headers.first(name.toLowerCase(Locale.ROOT));
        }
    };

    private final boolean trustsForwarded;

    /** @param trustsForwarded whether X-Forwarded-For and -Proto are a proxy's word for who asks, and how */
    public Traces(boolean trustsForwarded) {
        this.trustsForwarded = trustsForwarded;
    }

    @Override
    public void answered(Exchange exchange, String path, Tally tally, long nanos, boolean left) {
        OpenTelemetry telemetry = GlobalOpenTelemetry.getOrNoop(); // get() would forbid a host to set its own later
        Head head = exchange.head();
        if (telemetry == OpenTelemetry.noop() || head == null) {
            return;
        }
        Context caller =
                telemetry.getPropagators().getTextMapPropagator().extract(Context.root(), head.headers(), FIELDS);
        Caller asking = Caller.of(exchange, trustsForwarded);
        Instant end = Instant.now();
        String method = OneLine.of(head.method());
        Span span = telemetry
                .getTracer("dev.heed.server")
                .spanBuilder(method + " " + path)
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(end.minusNanos(nanos))
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", path)
                .setAttribute("url.scheme", asking.scheme())
                .setAttribute("client.address", asking.address())
                .startSpan();
        outcome(span, exchange, left);
        counts(span, path, tally);
        span.end(end);
    }

    private static void outcome(Span span, Exchange exchange, boolean left) {
        if (left) {
            span.setAttribute("error.type", "caller_left");
            return;
        }
        span.setAttribute("http.response.status_code", (long) exchange.status());
        if (exchange.status() >= 500) {
            span.setAttribute("error.type", Integer.toString(exchange.status()));
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static void counts(Span span, String path, Tally tally) {
        if (tally.model() == null) {
            return;
        }
        span.setAttribute("gen_ai.request.model", tally.model());
        if (OPERATIONS.containsKey(path)) {
            span.setAttribute("gen_ai.operation.name", OPERATIONS.get(path));
        }
        span.setAttribute("gen_ai.usage.input_tokens", tally.tokensRead());
        if (tally.tokensWritten() > 0) {
            span.setAttribute("gen_ai.usage.output_tokens", tally.tokensWritten());
        }
        span.setAttribute("heed.inputs", (long) tally.inputs());
        span.setAttribute("heed.inputs.truncated", (long) tally.truncated());
        span.setAttribute("heed.tokens.given", tally.tokensGiven());
    }
}
