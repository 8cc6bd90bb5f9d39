package dev.heed.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields and queries in an index on disk, opened anew, beside every vector compared. */
class TextVectorsTest {
    private static final int TOP = 10;
    private static final List<String> QUESTIONS = List.of(
            "where is the money?",
            "a walk by the water",
            "gardening",
            "somebody is ill",
            "astronomy",
            "a broken clock");

    @TempDir
    static Path directory;

    private static Encoder encoder;
    private static TextVectors vectors;
    private static List<String> texts;
    private static List<float[]> embedded;
    private static Directory index;
    private static DirectoryReader reader;

    @BeforeAll
    static void indexes() throws IOException {
        encoder = Encoder.open(Models.minilm());
        vectors = TextVectors.of(encoder);
        texts = Sentences.all();
        embedded = encoder.embed(texts).stream().map(TextEmbedding::vector).toList();
        try (Directory written = FSDirectory.open(directory);
                IndexWriter writer = new IndexWriter(written, new IndexWriterConfig())) {
            var floats = vectors.fields("floats", texts);
            var bytes = vectors.byteFields("bytes", texts);
            for (int i = 0; i < texts.size(); i++) {
                Document document = new Document();
                document.add(new StoredField("text", texts.get(i)));
                document.add(new StringField("who", texts.get(i).split(" ")[1], Field.Store.NO));
                document.add(floats.get(i));
                document.add(bytes.get(i));
                writer.addDocument(document);
                if (i == texts.size() / 2) {
                    writer.commit(); // two segments at least
                }
            }
        }
        index = FSDirectory.open(directory);
        reader = DirectoryReader.open(index);
    }

    @AfterAll
    static void closes() throws IOException {
        reader.close();
        index.close();
        encoder.close();
    }

    @Test
    void aReopenedIndexHoldsTheEnginesBits() throws IOException {
        List<float[]> kept = new ArrayList<>();
        for (var leaf : reader.leaves()) {
            var values = leaf.reader().getFloatVectorValues("floats");
            for (int i = 0; i < values.size(); i++) {
                kept.add(values.vectorValue(i).clone());
            }
        }
        assertThat(kept).hasSameSizeAs(texts);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i)).isEqualTo(embedded.get(i));
        }
    }

    @Test
    void searchesFindWhatComparingEveryVectorFinds() throws IOException {
        int floats = 0;
        int bytes = 0;
        for (String question : QUESTIONS) {
            List<String> expected = nearest(question);
            floats += common(expected, found(vectors.query("floats", question, TOP)));
            bytes += common(expected, found(vectors.byteQuery("bytes", question, TOP, null)));
        }
        double all = TOP * QUESTIONS.size();
        assertThat(floats / all).as("recall of floats").isGreaterThanOrEqualTo(0.98);
        assertThat(bytes / all).as("recall of bytes").isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void scoresAreHalfOfOnePlusTheCosine() throws IOException {
        String question = "where is the money?";
        IndexSearcher searcher = new IndexSearcher(reader);
        ScoreDoc first = searcher.search(vectors.query("floats", question, 1), 1).scoreDocs[0];
        String text = searcher.storedFields().document(first.doc).get("text");
        double cosine = Vectors.cosine(
                encoder.embed(question).vector(), encoder.embed(text).vector());
        assertThat((double) first.score).isEqualTo((1 + cosine) / 2, within(1e-6));
        assertThat(vectors.similarity()).isEqualTo(VectorSimilarityFunction.DOT_PRODUCT);
    }

    @Test
    void aFilterHoldsOthersBack() throws IOException {
        Query farmer = new TermQuery(new Term("who", "old"));
        assertThat(found(vectors.query("floats", "where is the money?", TOP, farmer)))
                .hasSize(TOP)
                .allMatch(text -> text.startsWith("An old farmer"));
        assertThat(found(vectors.byteQuery("bytes", "where is the money?", TOP, farmer)))
                .hasSize(TOP)
                .allMatch(text -> text.startsWith("An old farmer"));
    }

    @Test
    void queriesAndDocumentsGoBehindTheirPrompts() {
        TextVectors prompted = vectors.withPrompts("query: ", "passage: ");
        assertThat(prompted.queryVector("the bank"))
                .isEqualTo(encoder.embed("query: the bank").vector());
        assertThat(prompted.field("floats", "the bank").vectorValue())
                .isEqualTo(encoder.embed("passage: the bank").vector());
        assertThat(vectors.queryVector("the bank"))
                .isEqualTo(encoder.embed("the bank").vector());
    }

    @Test
    void theFoldersOwnPromptsAreUsed() {
        try (Encoder own = Encoder.open(Models.folder(HEADS.resolve("prompted")))) {
            TextVectors prompted = TextVectors.of(own);
            assertThat(prompted.queryVector("bank"))
                    .isEqualTo(prompted.withPrompts("query : ", "").queryVector("bank"));
            assertThat(prompted.field("f", "bank").vectorValue())
                    .isEqualTo(prompted.withPrompts("", "passage : ")
                            .field("f", "bank")
                            .vectorValue())
                    .isNotEqualTo(prompted.queryVector("bank"));
        }
    }

    @Test
    void aTextThatAStaticModelKnowsNothingOfHasNoField() {
        try (StaticEncoder encoder = StaticEncoder.open(Models.folder(STATIC))) {
            TextVectors known = TextVectors.of(encoder);
            KnnFloatVectorField field = known.field("f", "the bank of the river");
            assertThat(Vectors.dot(field.vectorValue(), field.vectorValue())).isEqualTo(1, within(1e-5));
            assertThatThrownBy(() -> known.field("f", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "text \"\": expected one with a vector, got zeros, as the model knows none of its words; leave"
                                    + " the field out");
        }
    }

    @Test
    void vectorsWiderThanLucenesOwnLimitAreWrittenAndReadByTheStandardCodec(@TempDir Path wide) throws IOException {
        float[] vector = new float[WideCodec.MOST];
        vector[WideCodec.MOST - 1] = 1;
        try (Directory written = FSDirectory.open(wide)) {
            assertThatThrownBy(() -> write(written, new IndexWriterConfig(), vector))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("vector's dimensions must be <= [1024]");
            write(written, new IndexWriterConfig().setCodec(new WideCodec()), vector);
            try (DirectoryReader opened = DirectoryReader.open(written)) {
                assertThat(new IndexSearcher(opened)
                                .search(KnnFloatVectorField.newVectorQuery("wide", vector, 1), 1)
                                .scoreDocs)
                        .hasSize(1);
                assertThat(opened.leaves()
                                .getFirst()
                                .reader()
                                .getFloatVectorValues("wide")
                                .vectorValue(0))
                        .isEqualTo(vector);
            }
        }
    }

    private static final Path ENGINE = Path.of("../../engine/src/test/resources/dev/heed");
    private static final Path HEADS = ENGINE.resolve("heads/text");
    private static final Path STATIC = ENGINE.resolve("heads/static/model2vec");

    private static void write(Directory directory, IndexWriterConfig config, float[] vector) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            Document document = new Document();
            document.add(new KnnFloatVectorField("wide", vector, VectorSimilarityFunction.DOT_PRODUCT));
            writer.addDocument(document);
        }
    }

    private static List<String> nearest(String question) {
        float[] asked = encoder.embed(question).vector();
        double[] cosines = embedded.stream()
                .mapToDouble(vector -> Vectors.dot(asked, vector))
                .toArray();
        return IntStream.range(0, cosines.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -cosines[i]))
                .limit(TOP)
                .map(texts::get)
                .toList();
    }

    private static List<String> found(Query query) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        List<String> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, TOP).scoreDocs) {
            found.add(searcher.storedFields().document(hit.doc).get("text"));
        }
        return found;
    }

    private static int common(List<String> expected, List<String> found) {
        return (int) found.stream().filter(expected::contains).count();
    }
}
