package dev.heed.cli.serve;

import dev.heed.Overflow;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.WrongUsage;
import dev.heed.server.HeedServer;
import dev.heed.server.http.Access;
import dev.heed.server.http.Site;
import dev.heed.server.schedule.Capacity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The options of {@code heed serve} that say where it listens, who may ask and how much. Not thread-safe. */
final class ServeOptions {
    private static final int MOST_SECONDS = 3_600;

    private String host = "127.0.0.1";
    private int port = 8_080;
    private List<String> allowed = List.of();
    private String publicUrl;
    private boolean trustForwarded;
    private List<String> corsOrigins = List.of();
    private Path apiKeyFile;
    private List<String> aliases = List.of();
    private Overflow overflow = Overflow.TRUNCATE;
    private int threads = Capacity.USUAL.threads();
    private int batchTokens = Capacity.USUAL.batchTokens();
    private int queuedTokens = (int) Capacity.USUAL.queuedTokens();
    private int grace = 30;
    private int drainDelay;
    private String accessLog;

    void define(CommandForm form) {
        defineWhere(form);
        defineWho(form);
        defineHowMuch(form);
    }

    private void defineWhere(CommandForm form) {
        form.option(
                "--host",
                "HOST",
                String.class,
                given -> host = given,
                "Where to listen: an address or a name of this machine. Default: 127.0.0.1, this machine only.");
        form.option(
                "--port", "N", Integer.class, given -> port = given, "The port; 0 for any free one. Default: 8080.");
        form.repeatable(
                "--allow-host",
                "NAME",
                given -> allowed = given,
                "A name by which others may ask for this server, with or without TLS in front of it, on any port; *"
                        + " for any. Addresses and localhost always may.");
        form.option(
                "--public-url",
                "URL",
                String.class,
                given -> publicUrl = given,
                "Where browsers find it behind a proxy: https://heed.example.");
        form.flag(
                "--trust-forwarded",
                given -> trustForwarded = given,
                "Believe X-Forwarded-Proto, -Host and -For: only behind a proxy that sets them itself.");
        form.option(
                "--drain-delay",
                "SECONDS",
                Integer.class,
                given -> drainDelay = given,
                "When told to stop, answer on for so long while /ready says that it is stopping. Default: 0.");
        form.option(
                "--grace",
                "SECONDS",
                Integer.class,
                given -> grace = given,
                "How long requests under way may take to end when it stops. Default: 30.");
    }

    private void defineWho(CommandForm form) {
        form.option(
                "--api-key-file",
                "FILE",
                Path.class,
                given -> apiKeyFile = given,
                "API keys, one a line: every question then needs one (Authorization: Bearer KEY).");
        form.repeatable(
                "--cors-origin",
                "ORIGIN",
                given -> corsOrigins = given,
                "An origin whose pages may ask from a browser: https://app.example.");
        form.option(
                "--access-log",
                "FILE",
                String.class,
                given -> accessLog = given,
                "Add a line of JSON there for each request; - is standard error.");
    }

    private void defineHowMuch(CommandForm form) {
        form.repeatable(
                "--alias",
                "NAME=MODEL",
                given -> aliases = given,
                "Another name by which requests may ask for a model: text-embedding-3-small=all-MiniLM-L6-v2.");
        form.option(
                "--overflow",
                "POLICY",
                Overflow.class,
                given -> overflow = given,
                "error, truncate or window: what happens to texts longer than the model reads at once, if a request"
                        + " does not say. Default: truncate.");
        form.option(
                "--threads",
                "N",
                Integer.class,
                given -> threads = given,
                "The most threads that compute at once. Default: the processors.");
        form.option(
                "--max-batch-tokens",
                "N",
                Integer.class,
                given -> batchTokens = given,
                "Tokens of requests that are computed together. Default: " + batchTokens + ".");
        form.option(
                "--max-queued-tokens",
                "N",
                Integer.class,
                given -> queuedTokens = given,
                "Tokens that may wait, of all requests; more is refused with 429. Default: " + queuedTokens + ".");
    }

    /** What the options say, but for the log. */
    HeedServer.Options read() {
        between("--port", port, 0, 65_535);
        between("--threads", threads, 1, 1_024);
        between("--max-batch-tokens", batchTokens, 1, 1 << 20);
        between("--max-queued-tokens", queuedTokens, 1, Integer.MAX_VALUE);
        between("--grace", grace, 0, MOST_SECONDS);
        between("--drain-delay", drainDelay, 0, MOST_SECONDS);
        return HeedServer.Options.LOCAL
                .host(host)
                .port(port)
                .site(site())
                .access(apiKeyFile == null ? Access.OPEN : Access.of(apiKeyFile))
                .capacity(new Capacity(threads, batchTokens, queuedTokens))
                .overflow(overflow)
                .aliases(aliases())
                .grace(Duration.ofSeconds(grace));
    }

    Duration drainDelay() {
        return Duration.ofSeconds(drainDelay);
    }

    /** Where a line a request goes; null for nowhere, {@code -} for standard error. */
    String accessLog() {
        return accessLog;
    }

    /** Whether others than this machine can reach it, and none needs a key. */
    boolean open() {
        boolean here = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
        return !here && apiKeyFile == null;
    }

    private Site site() {
        try {
            return new Site(Set.copyOf(allowed), publicUrl, Set.copyOf(corsOrigins), trustForwarded);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e.getMessage());
        }
    }

    private Map<String, String> aliases() {
        Map<String, String> names = new TreeMap<>();
        for (String alias : aliases) {
            int sign = alias.indexOf('=');
            if (sign < 1 || sign == alias.length() - 1) {
                throw new WrongUsage("--alias: expected NAME=MODEL, got " + alias);
            }
            names.put(alias.substring(0, sign), alias.substring(sign + 1));
        }
        return names;
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new WrongUsage(option + ": expected " + least + " to " + most + ", got " + value);
        }
    }
}
