package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.wire.Head;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who may ask. A page somewhere on the web can make a browser send requests here: across origins, or, by a name of its
 * own that it points at this machine (DNS rebinding), as if from the same origin. So the name asked for must be an address
 * or one that was allowed, since an address cannot be rebound, and a page that asks must come from here. Immutable.
 */
final class Callers {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::[0-9]{1,5})?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Site site;
    private final String own;

    /** @param own the name under which it listens */
    Callers(Site site, String own) {
        this.site = site;
        this.own = lower(own);
    }

    /**
     * Checks whether a request may be asked here.
     *
     * @param page whether it asks for the page itself, which a link elsewhere may lead to
     * @throws Refusal if not
     */
    void check(Head head, boolean page) {
        Forwarded asked = Forwarded.of(head, site.trustsForwarded());
        checkHost(head, asked.host());
        String origin = lower(head.headers().first("origin"));
        if (origin == null) {
            checkSite(head.headers().first("sec-fetch-site"), page);
            return;
        }
        if (site.corsOrigins().contains(origin)) {
            return;
        }
        String own = asked.scheme() + "://" + asked.host();
        if (!origin.equals(own) && !isPublic(origin)) {
            throw new Refusal(
                    Reason.FORBIDDEN,
                    "Origin",
                    "expected " + own + ", got " + head.headers().first("origin"));
        }
        checkSite(head.headers().first("sec-fetch-site"), page);
    }

    /** Whether pages of this origin may ask across origins. */
    boolean mayCross(String origin) {
        return origin != null && site.corsOrigins().contains(lower(origin));
    }

    private void checkHost(Head head, String asked) {
        int hosts = head.headers().all("host").size();
        if (hosts == 0 && head.minor() == 0) {
            return; // HTTP/1.0 knows no Host, and no browser speaks it
        }
        if (hosts != 1) {
            throw new Refusal(Reason.MALFORMED, "Host", "expected one, got " + (hosts == 0 ? "none" : hosts));
        }
        var parts = HOST.matcher(asked);
        if (!parts.matches() || !isOurs(parts.group(1))) {
            throw new Refusal(
                    Reason.FORBIDDEN,
                    "Host",
                    "expected an address, localhost or a name given by --allow-host, got " + asked);
        }
    }

    private static void checkSite(String from, boolean page) {
        if (!page && from != null && !from.equals("same-origin") && !from.equals("none")) {
            throw new Refusal(Reason.FORBIDDEN, "Sec-Fetch-Site", "expected same-origin, got " + from);
        }
    }

    /** An origin under a name that the server was told is its own: a proxy may end TLS there, on a port of its own. */
    private boolean isPublic(String origin) {
        if (origin.equals(site.publicOrigin())) {
            return true;
        }
        var parts = ORIGIN.matcher(origin);
        return parts.matches() && site.names().contains(parts.group(1));
    }

    private boolean isOurs(String name) {
        return name.startsWith("[")
                || IPV4.matcher(name).matches()
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals(own)
                || site.allows(name);
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /**
     * How the caller sees this server.
     *
     * @param host name and port, in lower case
     */
    private record Forwarded(String scheme, String host) {
        /** @param trusted whether a proxy in front says so in X-Forwarded-Proto and X-Forwarded-Host */
        static Forwarded of(Head head, boolean trusted) {
            String host = head.headers().first("host");
            String scheme = "http";
            if (trusted) {
                String outer = firstOf(head.headers().first("x-forwarded-host"));
                host = outer == null ? host : outer;
                scheme = "https".equals(lower(firstOf(head.headers().first("x-forwarded-proto")))) ? "https" : "http";
            }
            return new Forwarded(scheme, host == null ? "" : lower(host));
        }

        private static String firstOf(String list) {
            return list == null ? null : list.split(",")[0].strip();
        }
    }
}
