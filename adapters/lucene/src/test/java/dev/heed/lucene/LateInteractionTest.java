package dev.heed.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import dev.heed.MultiVectorEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Late interaction in an index on disk gives the scores that the engine gives. */
class LateInteractionTest {
    private static final Path FOLDER = Path.of("../../engine/src/test/resources/dev/heed/heads/multi/pylate");
    private static final String QUESTION = "where is the bank of the river?";

    @TempDir
    Path directory;

    @Test
    void scoresAreTheModelsOwn() throws IOException {
        List<String> texts = Sentences.all().subList(0, 40);
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(FOLDER), 2);
                Directory index = FSDirectory.open(directory)) {
            LateInteraction late = LateInteraction.of(encoder);
            try (IndexWriter writer = new IndexWriter(index, new IndexWriterConfig())) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new StoredField("text", text));
                    document.add(late.field("tokens", text));
                    writer.addDocument(document);
                }
            }
            var query = encoder.embedQuery(QUESTION);
            float[] expected = new float[texts.size()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) MultiVectorEncoder.maxSim(query, encoder.embedDocument(texts.get(i)));
            }
            try (DirectoryReader reader = DirectoryReader.open(index)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                TopDocs all = searcher.search(new MatchAllDocsQuery(), texts.size());
                TopDocs rescored = late.rescorer("tokens", QUESTION).rescore(searcher, all, texts.size());
                assertThat(rescored.scoreDocs).hasSize(texts.size());
                for (ScoreDoc hit : rescored.scoreDocs) {
                    assertThat(hit.score).isEqualTo(expected[hit.doc]);
                }
                assertThat(Stream.of(rescored.scoreDocs).map(hit -> hit.score))
                        .isSortedAccordingTo((a, b) -> Float.compare(b, a));
                TopDocs queried =
                        searcher.search(late.query(new MatchAllDocsQuery(), texts.size(), "tokens", QUESTION), 5);
                for (int i = 0; i < 5; i++) {
                    assertThat(queried.scoreDocs[i].score).isEqualTo(rescored.scoreDocs[i].score);
                }
                assertThat(late.query(new MatchAllDocsQuery(), 5, "tokens", QUESTION))
                        .isEqualTo(late.query(new MatchAllDocsQuery(), 5, "tokens", QUESTION));
            }
        }
    }

    @Test
    void punctuationAloneStillHasItsMarkers() {
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(FOLDER), 1)) {
            float[][] rows = LateInteraction.of(encoder).field("tokens", "!").getValue();
            assertThat(rows)
                    .hasDimensions(
                            encoder.embedDocument("!").tokens().size(),
                            encoder.model().dimension());
        }
    }
}
