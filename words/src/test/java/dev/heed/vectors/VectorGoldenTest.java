package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.Json;
import dev.heed.tensor.Matrix;
import dev.heed.vectors.evaluation.Evaluation;
import dev.heed.vectors.evaluation.Evaluator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that gensim and fastText wrote, with what they read from them; see {@code tools/goldens/word_vectors.py}. */
class VectorGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"fasttext.bin", "fasttext-words.bin", "fasttext-labels.bin", "fasttext-quantized.ftz"})
    void fastTextsVectorsOfKnownAndUnknownWords(String name) {
        Map<String, Object> expected = expected(name);
        try (WordVectors vectors = open(name)) {
            assertThat(vectors.words()).isEqualTo(expected.get("words"));
            List<?> rows = (List<?>) expected.get("vectors");
            List<?> counts = (List<?>) expected.get("counts");
            for (int row = 0; row < vectors.size(); row++) {
                assertClose(vectors.vector(row), rows.get(row), vectors.word(row));
                assertThat(vectors.count(row)).hasValue(((Number) counts.get(row)).longValue());
            }
            map(expected.get("unknown")).forEach((word, vector) -> {
                float[] zeros = new float[vectors.dimension()];
                assertClose(vectors.vector(word).orElse(zeros), vector, word);
            });
        }
    }

    @Test
    void fastTextsTextIsReadToo() {
        try (WordVectors text = open("fasttext.vec");
                WordVectors model = open("fasttext.bin")) {
            assertThat(text.words()).isEqualTo(List.copyOf(model.words()));
            assertThat(text.vector("銀行").orElseThrow())
                    .containsExactly(model.vector("銀行").orElseThrow(), within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gensim.bin", "gensim.txt"})
    void gensimsFilesBitForBit(String name) {
        Map<String, Object> expected = expected("gensim");
        try (WordVectors vectors = open(name)) {
            assertThat(vectors.words()).isEqualTo(expected.get("words"));
            for (int row = 0; row < vectors.size(); row++) {
                List<?> bits = (List<?>) ((List<?>) expected.get("bits")).get(row);
                float[] vector = vectors.vector(row);
                for (int i = 0; i < vector.length; i++) {
                    assertThat(Integer.toHexString(Float.floatToRawIntBits(vector[i])))
                            .isEqualTo(bits.get(i).toString().replaceFirst("^0+", ""));
                }
            }
        }
    }

    @Test
    void gensimsAnswers() {
        Map<String, Object> expected = expected("gensim");
        try (WordVectors vectors = open("gensim.bin");
                WordSearch search = WordSearch.of(vectors, 2)) {
            map(expected.get("neighbors"))
                    .forEach((word, answers) -> assertAnswers(search.neighbors(word, 5), answers));
            assertAnswers(search.analogy("king", "queen", "man", 4), expected.get("add"));
            assertAnswers(search.analogyByProduct("king", "queen", "man", 4), expected.get("mul"));
            assertAnswers(search.centroid(List.of("king", "queen", "bank"), 3), expected.get("centroid"));
            List<String> four = List.of("king", "queen", "man", "apple");
            assertThat(four.get(search.oddOneOut(four))).isEqualTo(expected.get("odd"));
            assertThat(search.similarity("king", "queen"))
                    .isEqualTo(((Number) expected.get("similarity")).doubleValue(), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 14})
    void gensimsEvaluations(int limit) throws IOException {
        Map<String, Object> expected = expected("evaluate-" + limit);
        try (WordVectors vectors = open("gensim.txt");
                WordSearch search = WordSearch.of(vectors, 2)) {
            Evaluator evaluator = new Evaluator(vectors, search, limit);
            Evaluation pairs = evaluator.evaluate("pairs.tsv", Files.readAllLines(file("pairs.tsv")));
            assertThat(pairs.spearman()).isEqualTo(((Number) expected.get("spearman")).doubleValue(), within(1e-12));
            double missing = 100.0 * (pairs.pairs() - pairs.covered()) / pairs.pairs();
            assertThat(missing).isEqualTo(((Number) expected.get("missing")).doubleValue(), within(1e-9));
            Evaluation analogies = evaluator.evaluate("analogies.txt", Files.readAllLines(file("analogies.txt")));
            assertThat(analogies.accuracy())
                    .isEqualTo(((Number) expected.get("accuracy")).doubleValue(), within(1e-12));
            List<?> sections = (List<?>) expected.get("sections");
            for (int s = 0; s < analogies.sections().size(); s++) {
                Evaluation.Section section = analogies.sections().get(s);
                assertThat(List.of(section.name(), section.correct(), section.covered() - section.correct()))
                        .hasToString(sections.get(s).toString());
            }
        }
    }

    @Test
    void manyQuestionsAndThreadsChangeNoBit() {
        java.util.Random random = new java.util.Random(5);
        int size = 3000;
        float[] numbers = new float[size * 13];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        List<String> words =
                java.util.stream.IntStream.range(0, size).mapToObj(i -> "w" + i).toList();
        WordVectors vectors = WordVectors.of(words, Matrix.of(numbers, size, 13));
        try (WordSearch one = WordSearch.of(vectors, 1);
                WordSearch four = WordSearch.of(vectors, 4)) {
            List<String> asked = words.subList(0, 300);
            List<List<Neighbor>> together = four.neighbors(asked, 7);
            for (int i = 0; i < asked.size(); i += 37) {
                assertThat(together.get(i)).isEqualTo(one.neighbors(asked.get(i), 7));
            }
        }
    }

    @Test
    void hugeNumbersHaveACosine() {
        float big = Float.MAX_VALUE;
        float tiny = 1e-30f;
        WordVectors vectors = WordVectors.of(
                List.of("a", "b", "c", "d", "zero"),
                Matrix.of(new float[] {big, big, -big, -big, tiny, tiny, Float.MIN_VALUE, 0, 0, 0}, 5, 2));
        try (WordSearch search = WordSearch.of(vectors, 1)) {
            List<Neighbor> near = search.neighbors("a", 9);
            assertThat(near).extracting(Neighbor::word).containsExactly("c", "d", "zero", "b");
            assertThat(near.get(0).similarity()).isEqualTo(1, within(1e-6));
            assertThat(near.get(1).similarity()).isEqualTo(0.70710678, within(1e-6));
            assertThat(near.get(3).similarity()).isEqualTo(-1, within(1e-6));
        }
    }

    @Test
    void aMisspelledWordGetsItsNeighboursInSpelling() {
        try (WordVectors vectors = open("gensim.bin");
                WordSearch search = WordSearch.of(vectors, 1)) {
            assertThatThrownBy(() -> search.neighbors("quene", 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("word \"quene\": not among the 21 words; nearest spellings: queen, Queen");
            assertThatThrownBy(() -> search.neighbors("KING", 3)).hasMessageEndingWith("nearest spellings: king");
            for (String unlike : List.of("zzzzzz", "", "z", "\uD83D\uDE00")) {
                assertThatThrownBy(() -> search.neighbors(unlike, 3)).hasMessageEndingWith("21 words");
            }
        }
    }

    private static void assertAnswers(List<Neighbor> actual, Object expected) {
        List<?> answers = (List<?>) expected;
        assertThat(actual).hasSameSizeAs(answers);
        for (int i = 0; i < actual.size(); i++) {
            List<?> answer = (List<?>) answers.get(i);
            assertThat(actual.get(i).word()).isEqualTo(answer.get(0));
            assertThat(actual.get(i).similarity()).isEqualTo(((Number) answer.get(1)).doubleValue(), within(1e-6));
        }
    }

    private static void assertClose(float[] actual, Object expected, String word) {
        List<?> numbers = (List<?>) expected;
        assertThat(actual).as(word).hasSize(numbers.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as(word).isEqualTo(((Number) numbers.get(i)).doubleValue(), within(1e-6));
        }
    }

    private static WordVectors open(String name) {
        return VectorFiles.open(file(name));
    }

    private static Path file(String name) {
        try {
            return Path.of(VectorGoldenTest.class
                    .getResource("/dev/heed/golden/vectors/" + name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> expected(String key) {
        try {
            byte[] json = Files.readAllBytes(file("expected.json"));
            return map(map(Json.read(json, "expected.json")).get(key));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }
}
