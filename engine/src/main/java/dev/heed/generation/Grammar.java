package dev.heed.generation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A language of bytes by rules that call each other, and where one stands in it after some bytes. Places are found when
 * they are first reached and kept, so that a byte is one look-up afterwards. Built once, then used by one thread at a time.
 */
final class Grammar {
    /** Places kept; a text that needs more is none that a schema asks for. */
    private static final int MOST_PLACES = 200_000;

    private static final int MOST_STACKS = 20_000;

    /** A byte from {@code low} to {@code high}; or, where {@code rule} is not negative, a rule. */
    private record Part(int low, int high, int rule) {}

    /** A part of a sequence that is still to be read, and the stack below it; {@code below} is null at the bottom. */
    private static final class Stack {
        final int number;
        final List<Part> sequence;
        final int at;
        final Stack below;

        Stack(int number, List<Part> sequence, int at, Stack below) {
            this.number = number;
            this.sequence = sequence;
            this.at = at;
            this.below = below;
        }
    }

    private record StackKey(int sequence, int at, int below) {}

    /** Where one stands: every way in which what was read may go on. */
    final class Place {
        private final List<Stack> ways;
        private final boolean complete;
        private final Place[] next = new Place[256];
        private final boolean[] known = new boolean[256];

        Place(List<Stack> ways, boolean complete) {
            this.ways = ways;
            this.complete = complete;
        }

        /** Whether what was read is a whole text of the language. */
        boolean complete() {
            return complete;
        }

        /** Whether nothing may follow. */
        boolean ended() {
            return ways.isEmpty();
        }

        /** After one byte more; null if no text goes on with it. */
        Place after(int octet) {
            if (!known[octet]) {
                known[octet] = true;
                next[octet] = step(this, octet);
            }
            return next[octet];
        }

        /** After several bytes. */
        Place after(byte[] bytes) {
            Place place = this;
            for (int i = 0; i < bytes.length && place != null; i++) {
                place = place.after(bytes[i] & 0xFF);
            }
            return place;
        }
    }

    private final List<List<List<Part>>> rules = new ArrayList<>();
    private final Map<List<Part>, Integer> sequenceNumbers = new HashMap<>();
    private final Map<StackKey, Stack> stacks = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /** A new rule without alternatives. */
    int rule() {
        rules.add(new ArrayList<>());
        return rules.size() - 1;
    }

    /** Another way to read a rule: its parts one after the other, none for nothing. */
    void alternative(int rule, Sequence sequence) {
        rules.get(rule).add(List.copyOf(sequence.parts));
    }

    /** Parts one after the other. */
    static final class Sequence {
        private final List<Part> parts = new ArrayList<>();

        Sequence octet(int low, int high) {
            parts.add(new Part(low, high, -1));
            return this;
        }

        Sequence text(String ascii) {
            for (byte b : ascii.getBytes(StandardCharsets.UTF_8)) {
                octet(b & 0xFF, b & 0xFF);
            }
            return this;
        }

        Sequence rule(int number) {
            parts.add(new Part(0, 0, number));
            return this;
        }
    }

    /** The beginning of a text that a rule reads. */
    Place start(int rule) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Map<Integer, Stack> found = new HashMap<>();
        boolean[] complete = new boolean[1];
        expand(stack(List.of(new Part(0, 0, rule)), 0, null), found, numbers, complete);
        return place(found, numbers, complete[0]);
    }

    private Place step(Place from, int octet) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Map<Integer, Stack> found = new HashMap<>();
        boolean[] complete = new boolean[1];
        for (Stack way : from.ways) {
            Part part = way.sequence.get(way.at);
            if (part.low <= octet && octet <= part.high) {
                expand(stack(way.sequence, way.at + 1, way.below), found, numbers, complete);
            }
        }
        return numbers.isEmpty() && !complete[0] ? null : place(found, numbers, complete[0]);
    }

    private Place place(Map<Integer, Stack> found, TreeSet<Integer> numbers, boolean complete) {
        if (places.size() >= MOST_PLACES) {
            throw new IllegalArgumentException(
                    "json-schema: expected texts of fewer forms, got more than " + MOST_PLACES + "; make it simpler");
        }
        List<Stack> ways = numbers.stream().map(found::get).toList();
        return places.computeIfAbsent(numbers + (complete ? "!" : ""), key -> new Place(ways, complete));
    }

    /** A stack with what follows, finished sequences taken off; null at the end of the whole text. */
    private Stack stack(List<Part> sequence, int at, Stack below) {
        if (at == sequence.size()) {
            return below;
        }
        int number = sequenceNumbers.computeIfAbsent(sequence, s -> sequenceNumbers.size());
        return stacks.computeIfAbsent(
                new StackKey(number, at, below == null ? -1 : below.number),
                key -> new Stack(stacks.size(), sequence, at, below));
    }

    /** Follows rules until bytes are asked for. */
    private void expand(Stack stack, Map<Integer, Stack> found, TreeSet<Integer> numbers, boolean[] complete) {
        List<Stack> open = new ArrayList<>();
        open.add(stack);
        Set<Integer> visited = new HashSet<>();
        while (!open.isEmpty()) {
            Stack way = open.removeLast();
            if (way == null) {
                complete[0] = true;
                continue;
            }
            if (!visited.add(way.number)) {
                continue;
            }
            if (visited.size() > MOST_STACKS) {
                throw new IllegalArgumentException(
                        "json-schema: expected a schema that says something before it refers to itself, got one that"
                                + " does not; $ref leads in a circle");
            }
            Part part = way.sequence.get(way.at);
            if (part.rule < 0) {
                found.put(way.number, way);
                numbers.add(way.number);
            } else {
                Stack after = stack(way.sequence, way.at + 1, way.below);
                for (List<Part> alternative : rules.get(part.rule)) {
                    open.add(alternative.isEmpty() ? after : stack(alternative, 0, after));
                }
            }
        }
    }
}
