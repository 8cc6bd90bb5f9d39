package dev.heed.meaning.evaluation;

import dev.heed.format.JsonObject;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Occurrences of one word with the senses that people gave them.
 *
 * @param senses of the occurrences
 */
record SenseSamples(String word, List<Occurrence> occurrences, List<String> senses) {
    /** One a word, in alphabetical order, of a file with one JSON object a line: lemma, sense, sentence, start, end. */
    static List<SenseSamples> read(Path file) throws IOException {
        Map<String, SenseSamples> samples = new TreeMap<>();
        long number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            JsonObject object = JsonObject.read(line.getBytes(StandardCharsets.UTF_8), file + ":" + number);
            String text = object.string("sentence").orElseThrow();
            int start = text.offsetByCodePoints(0, object.integer("start").orElseThrow());
            int end = text.offsetByCodePoints(0, object.integer("end").orElseThrow());
            SenseSamples sample = samples.computeIfAbsent(
                    object.string("lemma").orElseThrow(),
                    word -> new SenseSamples(word, new ArrayList<>(), new ArrayList<>()));
            sample.occurrences().add(new Occurrence(file.toString(), number, new Span(start, end), text, 0));
            sample.senses().add(object.string("sense").orElseThrow());
        }
        return List.copyOf(samples.values());
    }

    /** So many of the occurrences, spread evenly over all. */
    SenseSamples few(int size) {
        SenseSamples kept = new SenseSamples(word, new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < Math.min(size, senses.size()); i++) {
            int from = (int) ((long) i * senses.size() / size);
            kept.occurrences.add(occurrences.get(from));
            kept.senses.add(senses.get(from));
        }
        return kept;
    }

    /** Only the occurrences of the most frequent sense; of equals the first in alphabetical order. */
    SenseSamples mainSense() {
        Map<String, Integer> counts = new TreeMap<>();
        senses.forEach(sense -> counts.merge(sense, 1, Integer::sum));
        String main = senses.getFirst();
        int most = 0;
        for (var count : counts.entrySet()) {
            if (count.getValue() > most) {
                most = count.getValue();
                main = count.getKey();
            }
        }
        SenseSamples kept = new SenseSamples(word, new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < senses.size(); i++) {
            if (senses.get(i).equals(main)) {
                kept.occurrences.add(occurrences.get(i));
                kept.senses.add(main);
            }
        }
        return kept;
    }

    /** The senses as numbers. */
    int[] labels() {
        List<String> names = senses.stream().distinct().toList();
        return senses.stream().mapToInt(names::indexOf).toArray();
    }
}
