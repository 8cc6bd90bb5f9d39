package dev.heed.cli.meaning;

import dev.heed.cli.console.Streams;
import dev.heed.index.OccurrenceIndex;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The places where words stand in files, found in one pass, or in an index. */
final class Collected {
    private Collected() {}

    /** The occurrences of each word; says once how many lines held bytes that are no UTF-8. */
    static List<List<Occurrence>> of(List<Set<String>> words, List<String> files, Streams streams) throws IOException {
        Optional<Path> index = IndexFolder.of(files);
        return index.isPresent() ? ofIndex(words, index.get(), streams) : ofFiles(words, files, streams);
    }

    private static List<List<Occurrence>> ofIndex(List<Set<String>> words, Path folder, Streams streams)
            throws IOException {
        try (OccurrenceIndex index = IndexFolder.open(folder, streams)) {
            List<List<Occurrence>> occurrences = new ArrayList<>();
            for (Set<String> forms : words) {
                IndexFolder.checkedCount(index, folder, forms.iterator().next(), forms);
                occurrences.add(index.occurrences(forms));
            }
            return occurrences;
        }
    }

    private static List<List<Occurrence>> ofFiles(List<Set<String>> words, List<String> files, Streams streams)
            throws IOException {
        List<WordFinder> finders = words.stream().map(WordFinder::new).toList();
        List<List<Occurrence>> occurrences = new ArrayList<>();
        finders.forEach(finder -> occurrences.add(new ArrayList<>()));
        try (CorpusReader reader = new CorpusReader(files, streams.in())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                for (int w = 0; w < finders.size(); w++) {
                    for (Span span : finders.get(w).places(line.text())) {
                        occurrences.get(w).add(Passages.occurrence(line, span));
                    }
                }
            }
            if (reader.damagedLines() > 0) {
                streams.note(reader.damagedLines()
                        + (reader.damagedLines() == 1 ? " line holds" : " lines hold")
                        + " bytes that are no UTF-8; they are read as U+FFFD");
            }
        }
        return occurrences;
    }
}
