package dev.heed.server.http;

/**
 * Where an endpoint lives.
 *
 * @param method {@code GET} (HEAD is answered too) or {@code POST}
 * @param path whole; with {@code *} as its last character, every path that begins so
 * @param form how its refusals are written
 * @param guard what must hold before it is asked
 */
public record Route(String method, String path, ErrorForm form, Guard guard, Endpoint endpoint) {
    /** What must hold before an endpoint is asked. */
    public enum Guard {
        /** Nothing: it tells whether the server lives. */
        NONE,
        /** The caller may ask. */
        CALLER,
        /** The caller may ask, has a key if one is needed, and the models are there. */
        MODELS
    }

    boolean matches(String asked) {
        return path.endsWith("*")
                ? asked.startsWith(path.substring(0, path.length() - 1)) && asked.length() >= path.length()
                : asked.equals(path);
    }
}
