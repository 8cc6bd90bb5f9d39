package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code heed rerank}, and prompts of {@code heed embed}, on folders with random weights. */
class RerankTest {
    private static final String FOLDERS = "../engine/src/test/resources/dev/heed/heads/";
    private static final String BERT = FOLDERS + "pairs/bert";

    @Test
    void linesAreOrderedByTheirScores() {
        Ran ran = heedReading(
                "the bank\nnew york\nthe bank\n" + "money grows ".repeat(20) + "\n",
                "rerank",
                "river",
                "--model",
                BERT,
                "--format",
                "json");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.json()).containsEntry("query", "river").containsEntry("model", "bert");
        var results = objects(ran.json().get("results"));
        assertThat(results)
                .hasSize(4)
                .allSatisfy(result -> assertThat(result.keySet())
                        .containsExactly("index", "text", "score", "raw", "tokenCount", "tokensTotal", "truncated"));
        assertThat(results.stream().map(result -> ((Number) result.get("score")).doubleValue()))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(ran.err()).startsWith("note: 1 of 4 texts cut").hasLineCount(1);
        Ran text = heed(
                "rerank",
                "river",
                "--model",
                BERT,
                "--top",
                "2",
                "--text",
                "the bank",
                "--text",
                "new york",
                "--text",
                "a");
        assertThat(text.out()).hasLineCount(2);
        assertThat(text.err()).isEmpty();
    }

    @Test
    void whatCannotBeIsSaidInALine() {
        assertThat(heed("rerank", "q", "--model", "minilm", "--text", "a").err())
                .contains("expected a reranker")
                .hasLineCount(1);
        assertThat(heed("embed", "--model", BERT, "--text", "a").err())
                .contains("it is a reranker")
                .hasLineCount(1);
        assertThat(heed("rerank", "q", "--model", FOLDERS + "pairs/bert-three-labels", "--text", "a")
                        .err())
                .contains("expected one label to rank by, it has 3");
        assertThat(heed("rerank", "q", "--model", BERT, "--text", "a", "--top", "-1")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void promptsArePutBeforeInputs() {
        String model = FOLDERS + "text/prompted";
        String standard = heed("embed", "--model", model, "--text", "the bank", "--format", "json")
                .out();
        assertThat(heed("embed", "--model", model, "--text", "the bank", "--as", "query", "--format", "json")
                        .out())
                .isEqualTo(standard);
        assertThat(heed("embed", "--model", model, "--text", "the bank", "--prompt", "query", "--format", "json")
                        .out())
                .isEqualTo(standard);
        String document = heed("embed", "--model", model, "--text", "the bank", "--as", "document", "--format", "json")
                .out();
        assertThat(document).isNotEqualTo(standard);
        assertThat(heed("embed", "--model", model, "--text", "the bank", "--prompt", "passage : ", "--format", "json")
                        .out())
                .isEqualTo(document);
        Ran none = heed("embed", "--model", "minilm", "--text", "the bank", "--as", "query", "--format", "json");
        assertThat(none.err()).contains("note: --as query: all-MiniLM-L6-v2 has no prompt for it");
        assertThat(none.out())
                .isEqualTo(
                        heed("embed", "--text", "the bank", "--format", "json").out());
        Ran cut = heed("embed", "--text", "the bank", "--dimensions", "64", "--format", "json");
        assertThat(cut.json()).containsEntry("dimension", 64);
        assertThat(heed("embed", "--text", "the bank", "--dimensions", "385").err())
                .contains("dimensions: expected at most 384, as the model all-MiniLM-L6-v2 has, got 385");
    }

    @Test
    void staticAndSparseModelsAreEmbeddedWith() {
        String fixed = FOLDERS + "static/model2vec";
        Ran vectors = heed("embed", "--model", fixed, "--text", "the bank", "--text", "", "--format", "json");
        assertThat(vectors.code()).as(vectors.err()).isZero();
        assertThat(vectors.json()).containsEntry("dimension", 6).containsEntry("layer", 0);
        assertThat(objects(vectors.json().get("items"))).hasSize(2);
        assertThat(heed("embed", "--model", fixed, "--text", "a", "--level", "word")
                        .code())
                .isEqualTo(2);
        assertThat(heed("attend", "--model", fixed, "the bank").err())
                .contains("it is a static one")
                .hasLineCount(1);
        assertThat(heed("models", fixed).out()).contains("static");

        String splade = FOLDERS + "sparse/splade";
        Ran sparse = heed("embed", "--model", splade, "--level", "sparse", "--text", "the bank", "--format", "json");
        assertThat(sparse.code()).as(sparse.err()).isZero();
        var terms = objects(objects(sparse.json().get("items")).getFirst().get("terms"));
        assertThat(terms)
                .isNotEmpty()
                .allSatisfy(term -> assertThat(term.keySet()).containsExactly("id", "piece", "weight"));
        assertThat(heed("embed", "--model", splade, "--text", "a").err()).contains("heed embed --level sparse");
        assertThat(heed("embed", "--level", "sparse", "--text", "a").err()).contains("expected a sparse one");
        assertThat(heed("embed", "--level", "sparse", "--text", "a", "--format", "csv")
                        .code())
                .isEqualTo(2);
        assertThat(heed("embed", "--model", splade, "--level", "sparse", "--text", "the bank")
                        .out())
                .contains("money 1.62");
    }

    @Test
    void lateInteractionHasVectorsOfTokens() {
        String colbert = FOLDERS + "multi/pylate";
        Ran query = heed(
                "embed", "--model", colbert, "--level", "multi", "--as", "query", "--text", "a.", "--format", "json");
        assertThat(query.code()).as(query.err()).isZero();
        var item = objects(query.json().get("items")).getFirst();
        assertThat(query.json()).containsEntry("dimension", 6).containsEntry("level", "multi");
        assertThat(item).containsEntry("tokenCount", 5);
        assertThat(objects(item.get("tokens")))
                .hasSize(12)
                .allSatisfy(token -> assertThat(token.keySet()).contains("piece", "id", "start", "vector"))
                .anySatisfy(token -> assertThat(token).containsEntry("piece", "[MASK]"));
        Ran document = heed("embed", "--model", colbert, "--level", "multi", "--text", "a.", "--format", "json");
        assertThat(objects(objects(document.json().get("items")).getFirst().get("tokens")))
                .as("[CLS] [D] a [SEP]")
                .hasSize(4);
        assertThat(heed("embed", "--model", colbert, "--text", "a").err()).contains("heed embed --level multi");
        assertThat(heed("embed", "--level", "multi", "--text", "a").err())
                .contains("expected one for late interaction");
        assertThat(heed("embed", "--level", "multi", "--layer", "0", "--text", "a")
                        .code())
                .isEqualTo(2);
        assertThat(heed("models", colbert).out()).contains("multi");
    }
}
