package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.LayerAttention;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.Token;
import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks random words of texts of 30 to 4,000 words through the page's own modules, in Chromium before a real server: every
 * number that is printed is the engine's for the place that is named. A place is what stands there in the text, never a
 * position that the page and the test might count in the same wrong way.
 */
class WalkingTest extends AtThePage {
    private static final int[] LENGTHS = {30, 60, 120, 190, 260, 400, 700, 1_200, 2_000, 4_000};
    private static final int WALKS = 10; // of each length, in each of three modes: 300
    private static final int MOST_WINDOWS = 2; // the first and the last: each is a pass
    private static final int TOP = 24;
    private static final int NUMBERS = 4; // of a vector that are printed beside its strip

    private static final List<String> WORDS = List.of(
            "enlightenment",
            "must",
            "the",
            "river",
            "unbelievably",
            "bank",
            "grows",
            "money",
            "co-operate",
            "don't",
            "antidisestablishmentarianism",
            "Zürich",
            "naïve",
            "東京",
            "☂",
            "we",
            "sat",
            "by",
            "3.14",
            "Straße",
            "שלום");

    /** Reads what a view prints: names and numbers, as they stand. */
    private static final String READ = """
            const done = arguments[arguments.length - 1];
            const all = (element, selector) => [...element.querySelectorAll(selector)].map(each => each.textContent.trim());
            (async () => {
              const { attendView } = await import('/attend-view.js');
              const { stepsView } = await import('/steps-view.js');
              const { beyondView } = await import('/beyond-view.js');
              const { state } = await import('/state.js');
              const read = [];
              for (const asked of arguments[0]) {
                const s = { ...state(), ...asked, text: arguments[1] };
                const attend = await attendView(s);
                const found = {
                  own: attend.querySelector('.said .formula .term').textContent,
                  names: all(attend, attend.querySelector('.ranking') ? '.ranking tbody th' : 'heed-links .to .word bdi'),
                  places: all(attend, '.ranking .place'),
                  weights: all(attend, attend.querySelector('.ranking') ? '.ranking .weight' : 'heed-links .to .share'),
                  sum: all(attend, '.said .formula b'),
                };
                const vectors = await stepsView({ ...s, step: 0 });
                found.chosen = vectors.querySelector('.choose [aria-pressed=true] bdi').textContent;
                found.query = all(vectors, '.vector-row.own .numbers span').slice(0, 4);
                found.vectors = [...vectors.querySelectorAll('.vector-row')].map(row => all(row, '.vector-name bdi').concat(all(row, '.numbers span').slice(0, 4)));
                const softmax = await stepsView({ ...s, step: s.mode === 'simple' ? 2 : 3 });
                found.stepWeights = all(softmax, '[data-weight]');
                found.stepNames = all(softmax, '.ledger tbody th .term');
                if (asked.beyond) {
                  const beyond = await beyondView({ ...s, mode: 'model' });
                  found.looks = [...beyond.querySelectorAll('.looks-table tbody tr')].map(row => all(row, 'th, td').slice(0, 4));
                  found.looksChosen = beyond.querySelector('.looks-table .chosen th').textContent;
                }
                read.push(found);
              }
              return read;
            })().then(done, error => done('failed: ' + error.message + ' ' + error.stack));
            """;

    private final Random random = new Random(20_260);
    private final Map<Integer, TextAttention> passes = new LinkedHashMap<>(); // of one text, by window

    @BeforeEach
    void patience() {
        page.driver().manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    }

    private String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())) + (random.nextInt(9) == 0 ? "." : ""))
                .collect(Collectors.joining(" "));
    }

    /** What is read of one walk, beside what the engine says. */
    private record Walk(Map<String, Object> asked, Expected expected) {}

    /** What is to be printed, computed from whole matrices. */
    private record Expected(
            List<String> names,
            int chosen,
            float[] row,
            AttentionTrace trace,
            List<String> stepNames,
            int step,
            Beyond beyond) {}

    private record Beyond(List<String> names, int chosen, float[] weights, float[] rollout) {}

    @Test
    void simple_mode() {
        for (int length : LENGTHS) {
            String text = text(length);
            SimpleAttention attention = visit.encoder().simpleAttention(text);
            List<Word> words = attention.words();
            List<String> names =
                    words.stream().map(word -> surface(text, word.span())).toList();
            List<Walk> walks = new ArrayList<>();
            for (int i = 0; i < WALKS; i++) {
                int at = random.nextInt(words.size());
                float[] row = attention.map(at, at + 1).weights().row(0);
                Map<String, Object> asked = asked("simple", words.get(at).span().start(), "word", 0, 0, 0);
                walks.add(new Walk(asked, new Expected(names, at, row, attention.trace(at), names, at, null)));
            }
            check(text, walks);
        }
    }

    @Test
    void model_mode_word_by_word() {
        for (int length : LENGTHS) {
            String text = text(length);
            List<Walk> walks = new ArrayList<>();
            for (int i = 0; i < WALKS; i++) {
                walks.add(wordWalk(text, i == 0));
            }
            check(text, walks);
            passes.clear();
        }
    }

    @Test
    void model_mode_token_by_token() {
        for (int length : LENGTHS) {
            String text = text(length);
            List<Walk> walks = new ArrayList<>();
            for (int i = 0; i < WALKS; i++) {
                walks.add(tokenWalk(text));
            }
            check(text, walks);
            passes.clear();
        }
    }

    private Walk wordWalk(String text, boolean beyond) {
        int window = random.nextInt(Math.min(MOST_WINDOWS, visit.encoder().windows(text))) * lastWindow(text);
        int layer = 1 + random.nextInt(6);
        int head = random.nextInt(13);
        TextAttention attention =
                passes.computeIfAbsent(window, at -> visit.encoder().attention(text, at));
        LayerAttention inside = attention.layer(layer);
        List<Word> words = attention.tokenized().words();
        List<Token> tokens = attention.tokenized().tokens();
        int at = any(words.size(), i -> words.get(i).span() != null);
        List<String> names = words.stream()
                .map(word -> word.span() == null
                        ? tokens.get(word.tokens().getFirst()).piece()
                        : surface(text, word.span()))
                .toList();
        Matrix weights = inside.wordWeights(
                head == 0 ? inside.meanWeights() : inside.head(head).weights());
        int start = words.get(at).span().start();
        int step = words.get(at).tokens().getFirst();
        Map<String, Object> asked = asked("model", start, "word", layer, head, window);
        Beyond looks = null;
        if (beyond) {
            asked.put("beyond", true);
            looks = new Beyond(
                    names,
                    at,
                    inside.wordWeights(inside.meanWeights()).row(at),
                    inside.wordWeights(attention.rollout(layer)).row(at));
        }
        AttentionTrace trace = inside.head(Math.max(1, head)).trace(step);
        return new Walk(
                asked, new Expected(names, at, weights.row(at), trace, tokenNames(text, words, tokens), step, looks));
    }

    private Walk tokenWalk(String text) {
        int window = random.nextInt(Math.min(MOST_WINDOWS, visit.encoder().windows(text))) * lastWindow(text);
        int layer = 1 + random.nextInt(6);
        int head = random.nextInt(13);
        TextAttention attention =
                passes.computeIfAbsent(window, at -> visit.encoder().attention(text, at));
        LayerAttention inside = attention.layer(layer);
        List<Token> tokens = attention.tokenized().tokens();
        List<String> names = tokenNames(text, attention.tokenized().words(), tokens);
        int at = any(tokens.size(), i -> tokens.get(i).span() != null);
        Matrix weights = head == 0 ? inside.meanWeights() : inside.head(head).weights();
        Map<String, Object> asked = asked("model", tokens.get(at).span().start(), "token", layer, head, window);
        AttentionTrace trace = inside.head(Math.max(1, head)).trace(at);
        return new Walk(asked, new Expected(names, at, weights.row(at), trace, names, at, null));
    }

    private static int lastWindow(String text) {
        return visit.encoder().windows(text) - 1;
    }

    private int any(int count, java.util.function.IntPredicate wanted) {
        int at;
        do {
            at = random.nextInt(count);
        } while (!wanted.test(at));
        return at;
    }

    private static Map<String, Object> asked(String mode, int start, String unit, int layer, int head, int window) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("mode", mode);
        asked.put("word", start);
        asked.put("part", 0);
        asked.put("unit", unit);
        asked.put("layer", layer);
        asked.put("head", head);
        asked.put("window", window);
        return asked;
    }

    private static String surface(String text, Span span) {
        return text.substring(span.start(), span.end());
    }

    /** As the page names tokens: what stands in the text, of a word in pieces the piece. */
    private static List<String> tokenNames(String text, List<Word> words, List<Token> tokens) {
        boolean[] piece = new boolean[tokens.size()];
        for (Word word : words) {
            word.tokens().forEach(token -> piece[token] |= word.tokens().size() > 1);
        }
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> tokens.get(i).span() == null || piece[i]
                        ? tokens.get(i).piece()
                        : surface(text, tokens.get(i).span()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static void check(String text, List<Walk> walks) {
        visit.to();
        Object read = page.driver()
                .executeAsyncScript(READ, walks.stream().map(Walk::asked).toList(), text);
        assertThat(read).isInstanceOf(List.class);
        for (int i = 0; i < walks.size(); i++) {
            check((Map<String, Object>) ((List<?>) read).get(i), walks.get(i));
        }
    }

    @SuppressWarnings("unchecked")
    private static void check(Map<String, Object> read, Walk walk) {
        Expected expected = walk.expected();
        String what = walk.asked() + " of " + expected.names().size();
        String own = expected.names().get(expected.chosen());
        assertThat(read.get("own")).as(what).isEqualTo(own);
        List<String> weights = (List<String>) read.get("weights");
        List<String> places = (List<String>) read.get("places");
        if (places.isEmpty()) {
            assertThat(read.get("names")).as(what).isEqualTo(expected.names());
            assertThat(weights).as(what).isEqualTo(printed(expected.row(), 3));
        } else {
            checkRanking(what, expected, places, (List<String>) read.get("names"), weights);
        }
        String chosen = expected.stepNames().get(expected.step());
        assertThat(read.get("chosen")).as(what).isEqualTo(chosen);
        AttentionTrace trace = expected.trace();
        assertThat(read.get("query"))
                .as(what)
                .isEqualTo(printed(trace.query(), 3).subList(0, NUMBERS));
        List<Integer> keys = shownKeys(trace.weights());
        assertThat(read.get("stepNames"))
                .as(what)
                .isEqualTo(keys.stream().map(expected.stepNames()::get).toList());
        assertThat(read.get("stepWeights"))
                .as(what)
                .isEqualTo(keys.stream()
                        .map(key -> Visit.printed(trace.weights()[key]))
                        .toList());
        List<List<String>> vectors = (List<List<String>>) read.get("vectors");
        int before = vectors.size() > keys.size() ? 1 : 0; // the query stands above, where it is none of the keys
        for (int i = 0; i < keys.size(); i++) {
            List<String> row = new ArrayList<>(List.of(expected.stepNames().get(keys.get(i))));
            row.addAll(printed(trace.keys().row(keys.get(i)), 3).subList(0, NUMBERS));
            assertThat(vectors.get(before + i)).as(what).isEqualTo(row);
        }
        if (expected.beyond() != null) {
            checkLooks(what, expected.beyond(), read);
        }
    }

    private static void checkRanking(
            String what, Expected expected, List<String> places, List<String> names, List<String> weights) {
        List<Integer> order = largest(expected.row(), TOP);
        assertThat(weights)
                .as(what)
                .isEqualTo(order.stream()
                        .map(at -> Visit.printed(expected.row()[at], 4))
                        .toList());
        assertThat(names)
                .as(what)
                .isEqualTo(order.stream().map(expected.names()::get).toList());
        assertThat(places)
                .as(what)
                .isEqualTo(order.stream().map(at -> "%,d".formatted(at + 1)).toList());
    }

    @SuppressWarnings("unchecked")
    private static void checkLooks(String what, Beyond beyond, Map<String, Object> read) {
        assertThat(read.get("looksChosen")).as(what).isEqualTo(beyond.names().get(beyond.chosen()));
        List<List<String>> rows = (List<List<String>>) read.get("looks");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).subList(0, 3))
                    .as(what)
                    .containsExactly(
                            beyond.names().get(i),
                            Visit.printed(beyond.weights()[i]),
                            Visit.printed(beyond.rollout()[i]));
        }
        assertThat(rows).hasSize(beyond.names().size()).allMatch(Objects::nonNull);
    }

    private static List<Integer> largest(float[] weights, int top) {
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> -weights[at]))
                .limit(top)
                .toList();
    }

    /** Those of a step: the largest, in text order. */
    private static List<Integer> shownKeys(float[] weights) {
        return largest(weights, 16).stream().sorted().toList();
    }

    private static List<String> printed(float[] values, int digits) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Visit.printed(values[i], digits))
                .toList();
    }
}
