package dev.heed.cli.meaning;

import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What {@code --like} and {@code --not} name: texts with the word, or lines of the input. */
final class Examples {
    private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,18})");

    private final String word;
    private final WordFinder finder;
    private final List<Occurrence> occurrences;

    Examples(String word, Set<String> forms, List<Occurrence> occurrences) {
        this.word = word;
        this.finder = new WordFinder(forms);
        this.occurrences = occurrences;
    }

    /**
     * Texts to be read, and rows of the input.
     *
     * @param texts occurrences outside the input
     * @param rows occurrences of the input, by number
     */
    record Chosen(List<Occurrence> texts, List<Integer> rows) {
        /** Their vectors. */
        List<float[]> vectors(UseReader reader, Matrix uses) {
            List<float[]> vectors = new ArrayList<>();
            Matrix read = reader.read(texts, done -> {});
            for (int i = 0; i < texts.size(); i++) {
                vectors.add(read.row(i));
            }
            rows.forEach(row -> vectors.add(uses.row(row)));
            return vectors;
        }
    }

    /**
     * Finds them.
     *
     * @param first a text that comes first, or null
     */
    Chosen chosen(String option, String first, List<String> named) {
        Chosen chosen = new Chosen(new ArrayList<>(), new ArrayList<>());
        if (first != null) {
            addText("TEXT", first, chosen);
        }
        for (String name : named) {
            Matcher place = PLACE.matcher(name);
            int[] rows = place.matches() ? rows(place.group(1), Long.parseLong(place.group(2))) : new int[0];
            if (rows.length == 0) {
                addText(option, name, chosen);
            }
            IntStream.of(rows).forEach(chosen.rows()::add);
        }
        return chosen;
    }

    private int[] rows(String file, long line) {
        return IntStream.range(0, occurrences.size())
                .filter(i -> occurrences.get(i).line() == line
                        && occurrences.get(i).file().equals(file))
                .toArray();
    }

    private void addText(String option, String text, Chosen chosen) {
        List<Span> places = finder.places(text);
        if (places.isEmpty()) {
            throw new IllegalArgumentException(option + ": expected a text with " + word
                    + (option.equals("TEXT") ? "" : ", or FILE:LINE of a line with it") + ", got \"" + text + "\"");
        }
        places.forEach(span -> chosen.texts().add(Passages.occurrence(new CorpusLine(option, 1, text), span)));
    }
}
