package example;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.lucene.MeaningHighlighter;
import dev.heed.lucene.TextVectors;
import dev.heed.lucene.WordsOfUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

/** Indexes some texts by words and by vectors, and asks both. */
public final class HybridSearch {
    private static final List<String> TEXTS = List.of(
            "The bank on the corner pays interest. People deposit their money there.",
            "Willows stand along the bank of the river. Ducks sleep under them.",
            "Cash machines give notes at any hour, for a small fee.",
            "At night the telescope is pointed at Saturn and its rings.");
    private static final int FOUND = 3;

    private HybridSearch() {}

    /** @param args the question's words; a question of its own if there are none */
    public static void main(String[] args) throws IOException {
        String question = args.length == 0 ? "where can I get cash?" : String.join(" ", args);
        Path folder = Files.createTempDirectory("hybrid-search");
        try (Encoder encoder = Encoder.open(Models.minilm());
                FSDirectory directory = FSDirectory.open(folder)) {
            TextVectors vectors = TextVectors.of(encoder);
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                var fields = vectors.fields("meaning", TEXTS);
                for (int i = 0; i < TEXTS.size(); i++) {
                    Document document = new Document();
                    document.add(new TextField("text", TEXTS.get(i), Field.Store.YES));
                    document.add(fields.get(i));
                    writer.addDocument(document);
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                Query near = vectors.query("meaning", question, FOUND);
                TopDocs byVectors = searcher.search(near, FOUND);
                TopDocs byWords = searcher.search(words(question), FOUND);
                TopDocs found = TopDocs.rrf(FOUND, 60, new TopDocs[] {byWords, byVectors});
                String[] snippets = new MeaningHighlighter(
                                UnifiedHighlighter.builder(searcher, new StandardAnalyzer()),
                                WordsOfUse.ofAll(encoder, question))
                        .highlight("text", near, found);
                for (String snippet : snippets) {
                    System.out.println(snippet);
                }
            }
        }
    }

    private static Query words(String question) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : question.toLowerCase(java.util.Locale.ROOT).split("\\W+")) {
            any.add(new TermQuery(new Term("text", word)), BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }
}
