package dev.heed.meaning.sense;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Senses that a user keeps: a name for each, and lines that use the word so. No vectors: the examples are read by whatever
 * model is in use, and can be moved, added and taken out in any editor. Immutable.
 *
 * @param word the word
 * @param senses at least one
 */
public record NamedSenses(String word, List<Named> senses) {
    /** Examples kept of a sense, from the centre to the edge. */
    private static final int EXAMPLES = 20;

    /**
     * One sense.
     *
     * @param examples at least one; {@code start} and {@code end} as Java {@code String} indexes
     */
    public record Named(String name, List<Example> examples) {
        public Named {
            examples = List.copyOf(examples);
        }
    }

    /** A line that uses the word so. */
    public record Example(String text, Span span) {}

    public NamedSenses {
        senses = List.copyOf(senses);
    }

    /** What to keep of senses that were found; one without a name is called by its number. */
    public static NamedSenses of(Senses senses) {
        List<Named> named = new ArrayList<>();
        for (Sense sense : senses.senses()) {
            List<Member> ranked = sense.central(Integer.MAX_VALUE);
            List<Example> examples = new ArrayList<>();
            int count = Math.min(EXAMPLES, ranked.size());
            for (int i = 0; i < count; i++) {
                Occurrence occurrence = ranked.get(i * ranked.size() / count).occurrence();
                examples.add(new Example(occurrence.passage(), occurrence.spanInPassage()));
            }
            if (!examples.isEmpty()) {
                named.add(new Named(sense.name() == null ? "sense " + sense.id() : sense.name(), examples));
            }
        }
        return new NamedSenses(senses.word(), named);
    }

    /**
     * Reads a file: {@code {"word", "senses": [{"name", "examples": [{"text", "start", "end"}]}]}}; other keys are passed
     * over.
     *
     * @param where its name, for messages
     * @throws InvalidFileException if it is no such file
     */
    public static NamedSenses read(byte[] json, String where) {
        JsonObject document = JsonObject.read(json, where);
        List<Named> senses = new ArrayList<>();
        for (JsonObject sense : document.objects("senses")) {
            List<Example> examples = new ArrayList<>();
            for (JsonObject example : sense.objects("examples")) {
                examples.add(example(example, where));
            }
            String name = sense.string("name").orElse("sense " + (senses.size() + 1));
            if (examples.isEmpty()) {
                throw new InvalidFileException(
                        where + ": expected examples of the sense \"" + name + "\", got none; add one or take it out");
            }
            senses.add(new Named(name, examples));
        }
        if (senses.isEmpty()) {
            throw new InvalidFileException(where + ": expected at least one sense, got none; make it with --save");
        }
        String word = document.string("word")
                .orElseThrow(() -> new InvalidFileException(where + ": expected a key \"word\", got none"));
        return new NamedSenses(word, senses);
    }

    private static Example example(JsonObject example, String where) {
        String text = example.string("text").orElse("");
        int start = example.integer("start").orElse(-1);
        int end = example.integer("end").orElse(-1);
        if (start < 0 || end <= start || end > text.length()) {
            throw new InvalidFileException(where + ": expected a text with the start and end of a word in it, got "
                    + start + " and " + end + " in a text of " + text.length());
        }
        return new Example(text, new Span(start, end));
    }

    /** All examples, as occurrences. */
    List<Occurrence> examples() {
        return senses.stream()
                .flatMap(sense -> sense.examples().stream())
                .map(example -> new Occurrence("named senses", 1, example.span(), example.text(), 0))
                .toList();
    }

    /** The sense of each of {@link #examples}. */
    int[] groups() {
        List<Integer> groups = new ArrayList<>();
        for (int g = 0; g < senses.size(); g++) {
            for (int i = 0; i < senses.get(g).examples().size(); i++) {
                groups.add(g);
            }
        }
        return groups.stream().mapToInt(Integer::intValue).toArray();
    }
}
