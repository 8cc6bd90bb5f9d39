#!/bin/sh
# Spring AI 2.0.1, spring-ai-vector-store (Java 17 or later): SimpleVectorStore embeds documents one by one whatever BatchingStrategy its
# builder was given.
#
# One would expect builder(model).batchingStrategy(strategy) to cut the documents of an add into batches and to hand each to the model
# at once, as EmbeddingModel.embed(documents, options, strategy) does. SimpleVectorStore takes the strategy and never asks it: a model
# that computes faster by the batch, or is called over a network, gets one request a document.
#
# Seen: 6 documents and a strategy that makes batches of 3. The store asks the strategy 0 times and sends 6 requests of 1 text; the model's
# own embed asks it once and sends 2 requests of 3.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.ai</groupId><artifactId>spring-ai-vector-store</artifactId><version>2.0.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$folder/jars"
cat >"$folder/Run.java" <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SimpleVectorStore;

public class Run {
    static final List<Integer> REQUESTS = new ArrayList<>();

    public static void main(String[] args) {
        int[] asked = {0};
        BatchingStrategy threes = documents -> {
            asked[0]++;
            return List.of(documents.subList(0, 3), documents.subList(3, 6));
        };
        List<Document> six = IntStream.range(0, 6).mapToObj(i -> new Document("text " + i)).toList();
        var model = new Counting();
        SimpleVectorStore.builder(model).batchingStrategy(threes).build().add(six);
        System.out.println("the store: strategy asked " + asked[0] + " times, requests of " + REQUESTS + " texts");
        REQUESTS.clear();
        model.embed(six, null, threes);
        System.out.println("the model itself: strategy asked " + asked[0] + " times, requests of " + REQUESTS + " texts");
    }

    static class Counting implements EmbeddingModel {
        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            int texts = request.getInstructions().size();
            REQUESTS.add(texts);
            return new EmbeddingResponse(IntStream.range(0, texts).mapToObj(i -> new Embedding(new float[] {1, 0}, i)).toList());
        }

        @Override
        public float[] embed(Document document) {
            return embed(document.getText());
        }

        @Override
        public int dimensions() {
            return 2; // the default asks for a vector of a text of its own
        }
    }
}
JAVA
java -cp "$folder/jars/*" "$folder/Run.java" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
the store: strategy asked 0 times, requests of [1, 1, 1, 1, 1, 1] texts
the model itself: strategy asked 1 times, requests of [3, 3] texts
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
