package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. A page somewhere on the web can make a browser send requests here: across origins, or, by a name of its
 * own that it points at this machine (DNS rebinding), as if from the same origin. So the name asked for must be an address
 * or one that was allowed, since an address cannot be rebound, and a page that asks must come from here. Immutable.
 */
final class Callers {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> names;

    /** @param names hosts that may be asked for by name beside {@code localhost} */
    Callers(Set<String> names) {
        this.names = Set.copyOf(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    /**
     * @param host the request's Host
     * @param origin its Origin; null for none
     * @param site its Sec-Fetch-Site; null for none
     * @param page whether it asks for the page itself, which a link elsewhere may lead to
     * @throws Refusal if it may not ask
     */
    void check(String host, String origin, String site, boolean page) {
        String asked = host == null ? "" : host.toLowerCase(Locale.ROOT);
        var parts = HOST.matcher(asked);
        if (!parts.matches() || !isOurs(parts.group(1))) {
            throw new Refusal(
                    Reason.FORBIDDEN,
                    "Host",
                    "expected an address, localhost or a name given by --allow-host, got "
                            + (host == null ? "none" : host));
        }
        if (origin != null && !origin.toLowerCase(Locale.ROOT).equals("http://" + asked)) {
            throw new Refusal(Reason.FORBIDDEN, "Origin", "expected http://" + asked + ", got " + origin);
        }
        if (!page && site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refusal(Reason.FORBIDDEN, "Sec-Fetch-Site", "expected same-origin, got " + site);
        }
    }

    private boolean isOurs(String name) {
        return name.startsWith("[")
                || IPV4.matcher(name).matches()
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || names.contains(name);
    }
}
