package dev.heed.meaning.sense;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Senses that a person changes step by step: each step names them by the ids that they have then, the largest first. Names
 * stay with their senses. Immutable.
 */
public final class EditedSenses {
    private final OccurrenceTable table;
    private final int[] groups; // ordered
    private final Map<Integer, String> names; // by group

    private EditedSenses(OccurrenceTable table, int[] groups, Map<Integer, String> names) {
        this.table = table;
        this.groups = groups;
        this.names = names;
    }

    /** Before the first step. */
    public static EditedSenses of(OccurrenceTable table, int[] groups) {
        return new EditedSenses(table, table.ordered(groups), Map.of());
    }

    /**
     * Makes one sense of two; it keeps the name of the first, else that of the other.
     *
     * @throws IllegalArgumentException if there is no such sense
     */
    public EditedSenses merged(int id, int other) {
        int to = group(id);
        int from = group(other);
        Map<Integer, String> kept = new TreeMap<>(names);
        String name = names.getOrDefault(to, names.get(from));
        kept.remove(from);
        if (name != null) {
            kept.put(to, name);
        }
        return reordered(Arrays.stream(groups).map(g -> g == from ? to : g).toArray(), kept);
    }

    /**
     * Cuts a sense in two; the part with its first occurrence keeps the name.
     *
     * @throws IllegalArgumentException if there is no such sense
     */
    public EditedSenses split(int id) {
        return reordered(table.split(groups, group(id)), names);
    }

    /**
     * Names a sense; a blank name takes its name away.
     *
     * @throws IllegalArgumentException if there is no such sense
     */
    public EditedSenses named(int id, String name) {
        Map<Integer, String> kept = new TreeMap<>(names);
        if (name.isBlank()) {
            kept.remove(group(id));
        } else {
            kept.put(group(id), name.strip());
        }
        return new EditedSenses(table, groups, kept);
    }

    /** What they are now. */
    public Senses senses() {
        Map<Integer, String> byId = new TreeMap<>();
        names.forEach((group, name) -> byId.put(group + 1, name));
        return table.senses(groups).named(byId);
    }

    private EditedSenses reordered(int[] changed, Map<Integer, String> changedNames) {
        int[] ordered = table.ordered(changed);
        Map<Integer, String> moved = new TreeMap<>();
        IntStream.range(0, changed.length).forEach(i -> {
            if (changedNames.containsKey(changed[i])) {
                moved.put(ordered[i], changedNames.get(changed[i]));
            }
        });
        return new EditedSenses(table, ordered, moved);
    }

    private int group(int id) {
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        return Senses.checked(id, count) - 1;
    }
}
