package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.tensor.Matrix;
import dev.heed.view.json.ConcordanceDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code /api/concordance}: the document of {@code heed concordance} for the text {@code corpus}. {@code like} and {@code not}
 * take texts with the word, or lines of the corpus as {@code corpus:12}.
 */
final class ConcordanceRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "word", "corpus", "forms", "like", "not", "top", "model");
    private static final Pattern PLACE = Pattern.compile(AskedCorpus.NAME + ":(\\d{1,9})");
    private static final int USUAL_TOP = 20;
    private static final int MOST_TOP = 2_000;
    private static final int MOST_NAMED = 50;

    private final Served served;

    ConcordanceRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        Integer top = keys.integer("top", 1, MOST_TOP);
        String text = keys.text("text");
        AskedCorpus asked = AskedCorpus.of(keys);
        List<Occurrence> nearTexts = new ArrayList<>(inText("text", text, asked));
        List<Occurrence> farTexts = new ArrayList<>();
        List<Integer> nearRows = named(keys, "like", asked, nearTexts);
        List<Integer> farRows = named(keys, "not", asked, farTexts);
        UseReader reader = new UseReader(encoder);
        Matrix uses = reader.read(asked.occurrences(), done -> {});
        UseQuery query =
                new UseQuery(vectors(reader, uses, nearTexts, nearRows), vectors(reader, uses, farTexts, farRows));
        List<Hit> hits = new UseRanking(asked.occurrences(), uses).hits(query, top == null ? USUAL_TOP : top);
        new ConcordanceDocument(document)
                .write(
                        text,
                        asked.word(),
                        encoder.model().name(),
                        asked.occurrences().size(),
                        hits);
    }

    /** Rows of the corpus that a key names; the texts that it names are added to {@code texts}. */
    private static List<Integer> named(Keys keys, String key, AskedCorpus asked, List<Occurrence> texts) {
        List<Integer> rows = new ArrayList<>();
        List<String> names = keys.has(key) ? keys.texts(key) : List.of();
        if (names.size() > MOST_NAMED) {
            throw new Refusal(Reason.TOO_LARGE, key, "expected at most " + MOST_NAMED + ", got " + names.size());
        }
        for (String name : names) {
            Matcher place = PLACE.matcher(name);
            if (!place.matches()) {
                texts.addAll(inText(key, name, asked));
                continue;
            }
            long line = Long.parseLong(place.group(1));
            int before = rows.size();
            IntStream.range(0, asked.occurrences().size())
                    .filter(i -> asked.occurrences().get(i).line() == line)
                    .forEach(rows::add);
            if (rows.size() == before) {
                throw new Refusal(
                        Reason.UNPROCESSABLE, key, "expected a line with " + asked.word() + ", got line " + line);
            }
        }
        return rows;
    }

    private static List<Occurrence> inText(String key, String text, AskedCorpus asked) {
        List<Occurrence> places = new WordFinder(asked.forms())
                .places(text).stream()
                        .map(span -> Passages.occurrence(new CorpusLine(key, 1, text), span))
                        .toList();
        if (places.isEmpty()) {
            throw new Refusal(
                    Reason.UNPROCESSABLE, key, "expected a text with the word " + asked.word() + ", got one without");
        }
        return places;
    }

    private static List<float[]> vectors(UseReader reader, Matrix uses, List<Occurrence> texts, List<Integer> rows) {
        List<float[]> vectors = new ArrayList<>();
        Matrix read = reader.read(texts, done -> {});
        IntStream.range(0, texts.size()).forEach(i -> vectors.add(read.row(i)));
        rows.forEach(row -> vectors.add(uses.row(row)));
        return vectors;
    }
}
