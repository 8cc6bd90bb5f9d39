package dev.heed.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words marked by their use, in documents that a vector query found. */
class MeaningHighlighterTest {
    private static final String TEXT = "We sat by the river bank and watched the boats go by. "
            + "In the afternoon my father went to town. "
            + "He took his savings out of the bank and paid the grocer.";

    private static Encoder encoder;

    @BeforeAll
    static void opens() {
        encoder = Encoder.open(Models.minilm());
    }

    @AfterAll
    static void closes() {
        encoder.close();
    }

    @Test
    void aWordIsMarkedWhereItMeansWhatTheQuestionMeans(@TempDir Path directory) throws IOException {
        assertThat(snippet(directory, WordsOfUse.ofWord(encoder, "money in the bank", "bank")))
                .contains("<b>bank</b> and paid")
                .doesNotContain("river");
    }

    @Test
    void theOtherUseIsMarkedForTheOtherQuestion(@TempDir Path directory) throws IOException {
        assertThat(snippet(directory, WordsOfUse.ofWord(encoder, "fishing from the bank of the stream", "bank")))
                .contains("river <b>bank</b>")
                .doesNotContain("grocer");
    }

    @Test
    void wordsThatTheQuestionDoesNotHaveAreMarkedToo() {
        List<WordsOfUse.Near> near = WordsOfUse.ofAll(encoder, "cash").nearest(TEXT);
        assertThat(near).extracting(WordsOfUse.Near::text).contains("savings");
        assertThat(near).allSatisfy(word -> assertThat(word.span().in(TEXT)).isEqualTo(word.text()));
        assertThat(near).extracting(word -> word.span().start()).isSorted();
    }

    @Test
    void longDocumentsAreReadToTheirEnd() {
        String padded = "Nothing happened that day. ".repeat(200) + TEXT + " " + "x".repeat(3_000);
        assertThat(WordsOfUse.ofWord(encoder, "money in the bank", "bank").nearest(padded))
                .anySatisfy(word -> {
                    assertThat(word.text()).isEqualTo("bank");
                    assertThat(padded.substring(word.span().end())).startsWith(" and paid");
                });
    }

    @Test
    void whatHasNoWordsIsRefused() {
        assertThatThrownBy(() -> WordsOfUse.ofAll(encoder, " … "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("question: expected one with words, got \" … \"");
        assertThatThrownBy(() -> WordsOfUse.ofWord(encoder, "money", "bank"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word bank: found nowhere in \"money\"");
        assertThat(WordsOfUse.ofAll(encoder, "money").nearest("")).isEmpty();
    }

    private static String snippet(Path directory, WordsOfUse words) throws IOException {
        TextVectors vectors = TextVectors.of(encoder);
        try (Directory index = FSDirectory.open(directory)) {
            try (IndexWriter writer = new IndexWriter(index, new IndexWriterConfig())) {
                Document document = new Document();
                document.add(new StoredField("body", TEXT));
                document.add(vectors.field("meaning", TEXT));
                writer.addDocument(document);
            }
            try (DirectoryReader reader = DirectoryReader.open(index)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                Query query = vectors.query("meaning", "finance", 1);
                TopDocs found = searcher.search(query, 1);
                return new MeaningHighlighter(UnifiedHighlighter.builder(searcher, new StandardAnalyzer()), words)
                        .highlight("body", query, found, 1)[0];
            }
        }
    }
}
