#!/bin/sh
# Lucene 10.6.0 (Java 21 or later): LateInteractionRescorer's score is not the sum of the largest similarities, and by inner product its
# order is another one too.
#
# One would expect ColBERT's score: for each token of the query the largest product with a token of the document, summed. Lucene sums what
# its VectorSimilarityFunction makes of each: (1 + cosine) / 2 by default, so half a point for each token of the query before anything is
# alike, and a threshold or a weight chosen for the model's own scores means something else at each length of a query. By
# MAXIMUM_INNER_PRODUCT, which one would choose for the sum of products as it is, a product below 0 becomes 1 / (1 - product) and any other
# product + 1: a token that speaks against a document hardly counts.
#
# Seen: by COSINE queries of 2, 8 and 32 tokens that are at right angles to a document score 1, 4 and 16. By MAXIMUM_INNER_PRODUCT the query
# (1, 0), (0, 1) has sums 2 with the document (1, 1) and 0 with (4, -4); Lucene scores them 4.0 and 5.2, so the second comes first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-core</artifactId><version>10.6.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$folder/jars"
cat >"$folder/Run.java" <<'JAVA'
import java.util.Arrays;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LateInteractionField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LateInteractionRescorer;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;

public class Run {
    public static void main(String[] args) throws Exception {
        float[][] documents = {{1, 1}, {4, -4}};
        try (var directory = new ByteBuffersDirectory()) {
            try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
                for (float[] token : documents) {
                    var document = new Document();
                    document.add(new LateInteractionField("tokens", new float[][] {token}));
                    writer.addDocument(document);
                }
            }
            try (var reader = DirectoryReader.open(directory)) {
                var searcher = new IndexSearcher(reader);
                for (int tokens : new int[] {2, 8, 32}) {
                    float[][] query = new float[tokens][];
                    Arrays.fill(query, new float[] {1, -1});
                    for (ScoreDoc hit : rescored(searcher, LateInteractionRescorer.create("tokens", query))) {
                        if (hit.doc == 0) {
                            System.out.println("cosine, " + tokens + " tokens, all at right angles: " + hit.score);
                        }
                    }
                }
                float[][] query = {{1, 0}, {0, 1}};
                var product = LateInteractionRescorer.create("tokens", query, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT);
                for (ScoreDoc hit : rescored(searcher, product)) {
                    float[] d = documents[hit.doc];
                    System.out.println("product, document " + Arrays.toString(d) + ": " + hit.score + ", the sum is " + (d[0] + d[1]));
                }
            }
        }
    }

    static ScoreDoc[] rescored(IndexSearcher searcher, LateInteractionRescorer rescorer) throws Exception {
        return rescorer.rescore(searcher, searcher.search(new MatchAllDocsQuery(), 10), 10).scoreDocs;
    }
}
JAVA
java -cp "$folder/jars/*" "$folder/Run.java" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
cosine, 2 tokens, all at right angles: 1.0
cosine, 8 tokens, all at right angles: 4.0
cosine, 32 tokens, all at right angles: 16.0
product, document [4.0, -4.0]: 5.2, the sum is 0.0
product, document [1.0, 1.0]: 4.0, the sum is 2.0
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
