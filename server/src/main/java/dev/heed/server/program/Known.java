package dev.heed.server.program;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of a request's body that an endpoint knows. */
final class Known {
    private Known() {}

    static Set<String> keys(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
