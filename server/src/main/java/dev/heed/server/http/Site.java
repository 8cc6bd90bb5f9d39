package dev.heed.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Under which names the server is reached, and whose pages may ask.
 *
 * @param names hosts that it may be asked by, beside addresses and {@code localhost}; {@code *} for any
 * @param publicOrigin where browsers find it behind a proxy: {@code https://heed.example}; null for nowhere else
 * @param corsOrigins pages of other origins that may ask
 * @param trustsForwarded whether X-Forwarded-Proto, -Host and -For are a proxy's word
 */
public record Site(Set<String> names, String publicOrigin, Set<String> corsOrigins, boolean trustsForwarded) {
    /** This machine's names only. */
    public static final Site LOCAL = new Site(Set.of(), null, Set.of(), false);

    public Site {
        names = lower(names);
        corsOrigins = lower(corsOrigins);
        corsOrigins.forEach(origin -> checkOrigin("CORS origin", origin));
        if (publicOrigin != null) {
            publicOrigin = publicOrigin.toLowerCase(Locale.ROOT).replaceFirst("/$", "");
            checkOrigin("public URL", publicOrigin);
        }
    }

    private static Set<String> lower(Set<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static void checkOrigin(String what, String origin) {
        try {
            URI uri = new URI(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException(
                what + ": expected scheme, name and port alone, as https://heed.example, got " + origin);
    }

    /** The same with other names. */
    public Site names(Set<String> others) {
        return new Site(others, publicOrigin, corsOrigins, trustsForwarded);
    }

    boolean allows(String name) {
        return names.contains(name) || names.contains("*") || name.equals(publicName());
    }

    private String publicName() {
        return publicOrigin == null ? null : URI.create(publicOrigin).getHost();
    }
}
