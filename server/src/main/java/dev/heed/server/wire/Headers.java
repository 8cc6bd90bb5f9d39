package dev.heed.server.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request's header fields, in the order sent; names in lower case. Not thread-safe while it is filled. */
public final class Headers {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String name, String value) {
        names.add(name.toLowerCase(Locale.ROOT));
        values.add(value);
    }

    int size() {
        return names.size();
    }

    /** The fields' names in the order sent, in lower case. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * The first value of a field; null for none.
     *
     * @param name in lower case
     */
    public String first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }

    /** Every value of a field, in order. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                found.add(values.get(i));
            }
        }
        return found;
    }

    /** Whether a field that lists words, such as Connection, has this one; case ignored. */
    public boolean lists(String name, String word) {
        for (String value : all(name)) {
            for (String item : value.split(",")) {
                if (item.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
