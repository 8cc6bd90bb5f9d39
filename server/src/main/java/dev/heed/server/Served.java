package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models that requests may name: those the server was started with, and no others, since a name could be any folder
 * of this machine. Immutable; the encoders are whose who opened them.
 */
final class Served {
    private final Map<String, Encoder> byName = new LinkedHashMap<>();
    private final Encoder first;

    Served(List<Encoder> encoders) {
        if (encoders.isEmpty()) {
            throw new IllegalArgumentException("models: expected at least one, got none");
        }
        encoders.forEach(this::add);
        this.first = encoders.getFirst();
    }

    private void add(Encoder encoder) {
        String name = encoder.model().name();
        Encoder other = byName.putIfAbsent(name, encoder);
        if (other != null) {
            throw new IllegalArgumentException("models: expected each under a name of its own, got " + name + " twice ("
                    + place(other) + ", " + place(encoder) + "); rename a folder or leave one out");
        }
    }

    private static String place(Encoder encoder) {
        String path = encoder.model().path();
        return path == null ? "in memory" : path;
    }

    /** The one that {@code model} names; the first where it names none. */
    Encoder asked(Keys keys) {
        String name = keys.textOrNull("model");
        if (name == null) {
            return first;
        }
        Encoder encoder = byName.get(name);
        if (encoder == null) {
            throw new Refusal(
                    Reason.UNPROCESSABLE,
                    "model",
                    "expected one of " + String.join(", ", byName.keySet()) + ", got " + name
                            + "; start the server with it");
        }
        return encoder;
    }

    /** All, in the order given. */
    List<Encoder> all() {
        return List.copyOf(byName.values());
    }
}
