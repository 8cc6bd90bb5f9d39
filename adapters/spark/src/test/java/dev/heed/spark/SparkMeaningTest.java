package dev.heed.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.spark.meaning.SparkCorpus;
import dev.heed.spark.meaning.SparkMeaning;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SensesDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senses and concordance by Spark beside those of one machine, on the same files. */
class SparkMeaningTest {
    private static final Set<String> BANK = Set.of("bank");
    private static final String[] RIVER = {
        "We walked along the bank of the river",
        "The boat lay against the muddy bank",
        "Reeds grew on the far bank",
        "They fished from the bank of the stream",
        "The flood rose over the bank"
    };
    private static final String[] MONEY = {
        "She kept her savings in the bank",
        "The bank lent him money at four percent",
        "He robbed the bank at noon",
        "The bank refused to cash the cheque",
        "My uncle was a clerk in a bank"
    };
    private static final String[] WHEN = {".", " that summer.", " before the war.", ", they said, \r", " — naïve 😀."};

    @TempDir
    static Path directory;

    private static SparkSession spark;
    private static Encoder encoder;
    private static List<String> files;
    private static List<Occurrence> occurrences;

    @BeforeAll
    static void opens() throws IOException {
        spark = LocalSpark.session();
        encoder = Encoder.open(Models.minilm());
        files = List.of(
                directory.resolve("z.txt").toString(),
                directory.resolve("a.txt").toString());
        Files.writeString(Path.of(files.get(0)), "\uFEFF" + text(RIVER, MONEY));
        byte[] second = text(MONEY, RIVER).getBytes(StandardCharsets.UTF_8);
        second[5] = (byte) 0xC3; // no UTF-8
        Files.write(Path.of(files.get(1)), second);
        occurrences = new ArrayList<>();
        WordFinder finder = new WordFinder(BANK);
        try (CorpusReader reader = new CorpusReader(files, InputStream.nullInputStream())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                for (Span span : finder.places(line.text())) {
                    occurrences.add(Passages.occurrence(line, span));
                }
            }
        }
    }

    @AfterAll
    static void closes() {
        encoder.close();
    }

    private static String text(String[] some, String[] others) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            text.append(i % 3 == 0 ? others[i % 5] : some[i % 5])
                    .append(WHEN[i / 5])
                    .append(i % 7 == 0 ? "\r\n\n" : "\n");
        }
        return text.append("A lone\rcarriage return ends no line at the bank").toString();
    }

    @Test
    void sensesAreThoseOfOneMachineWhateverThePartitions() throws IOException {
        OccurrenceTable table = new SenseFinder(encoder).read("bank", BANK, occurrences, done -> {});
        String expected = document(table.senses(table.groups()));
        assertThat(expected).contains("\"occurrences\":52");
        SparkMeaning meaning = new SparkMeaning(spark, "minilm");
        for (int parts : new int[] {1, 3, 7}) {
            Senses senses =
                    meaning.senses("bank", BANK, SparkCorpus.files(spark, files).in(parts));
            assertThat(document(senses)).as("%d partitions", parts).isEqualTo(expected);
        }
    }

    @Test
    void aConcordanceIsThatOfOneMachine() {
        String text = "money in the bank";
        UseReader reader = new UseReader(encoder);
        Matrix asked =
                reader.read(List.of(Passages.occurrence(new CorpusLine("", 1, text), new Span(13, 17))), done -> {});
        UseQuery query = new UseQuery(List.of(asked.row(0)), List.of());
        List<Hit> expected = new UseRanking(occurrences, reader.read(occurrences, done -> {})).hits(query, 10);
        List<Hit> hits = new SparkMeaning(spark, "minilm")
                .concordance(text, "bank", BANK, SparkCorpus.files(spark, files).in(5), 10);
        assertThat(hits).isEqualTo(expected);
        assertThat(hits.getFirst().occurrence().passage()).doesNotContain("river");
    }

    @Test
    void tablesAreCorporaToo() {
        spark.sql(
                        "SELECT * FROM VALUES ('b', 1, 'the bank'), ('a', 2, 'a bank of sand'), ('a', 1, 'no word') AS (file, line, text)")
                .createOrReplaceTempView("corpus");
        Senses senses =
                new SparkMeaning(spark, "minilm").senses("bank", BANK, SparkCorpus.table(spark.table("corpus")));
        assertThat(senses.senses().getFirst().members())
                .extracting(member ->
                        member.occurrence().file() + ":" + member.occurrence().line())
                .containsExactly("a:2", "b:1");
    }

    @Test
    void aWordThatStandsNowhereIsNamed() {
        SparkCorpus corpus = SparkCorpus.files(spark, files);
        SparkMeaning meaning = new SparkMeaning(spark, "minilm");
        assertThatThrownBy(() -> meaning.senses("xylophone", Set.of("xylophone"), corpus))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word xylophone: found nowhere in the corpus");
        assertThatThrownBy(() -> meaning.concordance("money", "bank", BANK, corpus, 3))
                .hasMessage("word bank: found nowhere in \"money\"");
    }

    private static String document(Senses senses) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(out)) {
            new SensesDocument(json, "all-MiniLM-L6-v2", 3).write(List.of(senses));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
