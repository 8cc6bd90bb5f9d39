package dev.heed.translation;

import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * A place of a source that must survive.
 *
 * @param keep what found it
 * @param span where it stands, UTF-16 units
 * @param text its surface form
 */
public record Kept(Keep keep, Span span, String text) {
    /**
     * The places of a text, in order; each lies within a line, none overlaps another.
     *
     * @param keeps what is looked for; of two places that overlap, that of the earlier one counts
     * @throws IllegalArgumentException if an expression takes more time than the text's length excuses
     */
    static List<Kept> in(String text, List<Keep> keeps) {
        TreeMap<Integer, Kept> found = new TreeMap<>();
        for (Keep keep : keeps) {
            List<Kept> places = places(text, keep);
            places.removeIf(place -> overlaps(found, place.span()));
            places.forEach(place -> found.put(place.span().start(), place));
        }
        return new ArrayList<>(found.values());
    }

    private static boolean overlaps(TreeMap<Integer, Kept> found, Span span) {
        Map.Entry<Integer, Kept> before = found.lowerEntry(span.end());
        return before != null && before.getValue().span().overlaps(span);
    }

    private static List<Kept> places(String text, Keep keep) {
        List<Kept> places = new ArrayList<>();
        try {
            Matcher matcher = keep.pattern().matcher(new BoundedText(text, keep.name()));
            for (int start = 0; start < text.length(); ) {
                int end = Sentences.lineEnd(text, start);
                matcher.region(start, end);
                while (matcher.find()) {
                    if (matcher.end() > matcher.start()) {
                        Span span = new Span(matcher.start(), matcher.end());
                        places.add(new Kept(keep, span, span.in(text)));
                    }
                }
                start = end + 1;
            }
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    "keep: expected an expression that does not go as deep as the text is long, got " + keep.name()
                            + "; write what repeats as a set, [ab]* for (a|b)*",
                    e);
        }
        return places;
    }

    /** The same, counted from a place in the text. */
    Kept from(int start) {
        return new Kept(keep, new Span(span.start() - start, span.end() - start), text);
    }

    /** Those that lie within a span of the text, counted from its start. */
    static List<Kept> within(List<Kept> kept, Span span) {
        return kept.stream()
                .filter(place ->
                        place.span().start() >= span.start() && place.span().end() <= span.end())
                .map(place -> place.from(span.start()))
                .toList();
    }

    /** Those that a translation does not have, as often as the source has them. */
    static List<Kept> lost(List<Kept> kept, String target) {
        List<Kept> lost = new ArrayList<>();
        Map<String, Integer> left = new TreeMap<>();
        for (Kept place : kept) {
            int count = left.computeIfAbsent(
                    place.key(), key -> place.places(target).size());
            left.put(place.key(), count - 1);
            if (count < 1) {
                lost.add(place);
            }
        }
        return lost;
    }

    private String key() {
        return keep.name() + " " + keep.key(text);
    }

    /** Where a translation has it. */
    List<Span> places(String target) {
        List<Span> spans = new ArrayList<>();
        if (keep.asNumber()) {
            for (Kept number : in(target, List.of(keep))) {
                if (keep.key(number.text()).equals(keep.key(text))) {
                    spans.add(number.span());
                }
            }
            return spans;
        }
        for (int at = target.indexOf(text); at >= 0; at = target.indexOf(text, at + text.length())) {
            spans.add(new Span(at, at + text.length()));
        }
        return spans;
    }
}
