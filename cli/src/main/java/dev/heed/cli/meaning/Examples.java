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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@code --like} and {@code --not} name: texts with the word, or lines of the input. */
final class Examples {
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
            Optional<LineName> line = LineName.of(name).filter(this::isOfInput);
            if (line.isPresent()) {
                addLine(option, line.get(), chosen);
            } else {
                addText(option, name, chosen);
            }
        }
        return chosen;
    }

    private boolean isOfInput(LineName line) {
        return occurrences.stream().anyMatch(occurrence -> occurrence.file().equals(line.file()));
    }

    private void addLine(String option, LineName line, Chosen chosen) {
        List<Integer> rows = IntStream.range(0, occurrences.size())
                .filter(i -> occurrences.get(i).line() == line.line()
                        && occurrences.get(i).file().equals(line.file()))
                .boxed()
                .toList();
        if (rows.isEmpty()) {
            throw line.without(
                    option,
                    word,
                    occurrences.stream()
                            .filter(occurrence -> occurrence.file().equals(line.file()))
                            .map(Occurrence::line)
                            .toList());
        }
        chosen.rows().addAll(rows);
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
