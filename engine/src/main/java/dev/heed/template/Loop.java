package dev.heed.template;

import java.util.List;

/** The variable {@code loop} inside a {@code for}. */
final class Loop {
    private final List<Object> items;
    private final int depth;
    private int index;
    private List<Object> lastSeen;

    Loop(List<Object> items, int depth) {
        this.items = items;
        this.depth = depth;
    }

    void move(int to) {
        index = to;
    }

    int depth() {
        return depth;
    }

    /** An attribute; {@link Undefined} if loops have none of that name. */
    Object attribute(String name) {
        long length = items.size();
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> length - index;
            case "revindex0" -> length - index - 1;
            case "first" -> index == 0;
            case "last" -> index == length - 1;
            case "length" -> length;
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> index == 0 ? new Undefined("there is no previous item") : items.get(index - 1);
            case "nextitem" -> index == length - 1 ? new Undefined("there is no next item") : items.get(index + 1);
            case "cycle" -> (Function) (values, named) -> values.isEmpty() ? null : values.get(index % values.size());
            case "changed" ->
                (Function) (values, named) -> {
                    boolean changed = !values.equals(lastSeen);
                    lastSeen = values;
                    return changed;
                };
            default -> new Undefined("'loop' has no attribute '" + name + "'");
        };
    }
}
