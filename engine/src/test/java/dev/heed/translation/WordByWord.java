package dev.heed.translation;

import dev.heed.MadeUpAttention;
import dev.heed.SentenceTranslation;
import dev.heed.SentenceTranslation.TargetToken;
import dev.heed.Token;
import dev.heed.TranslateOptions;
import dev.heed.generation.Finish;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A translator for tests: each word by a dictionary (to nothing: dropped; in none: copied), the words of a sentence from last
 * to first if asked, a token a word. Of its two layers with two heads one head looks at the word's origin, the others at the
 * word in the same place, at the first word, and at all alike.
 */
final class WordByWord implements SentenceModel {
    private final Map<String, String> dictionary;
    private final boolean turned;
    private final AlignmentHead telling;
    final List<Integer> batches = new ArrayList<>();
    private Finish finish = Finish.END;
    private int maxTokens = 512;

    /** @param telling the head that looks at the word's origin */
    WordByWord(Map<String, String> dictionary, boolean turned, AlignmentHead telling) {
        this.dictionary = dictionary;
        this.turned = turned;
        this.telling = telling;
    }

    static WordByWord of(String... pairs) {
        Map<String, String> dictionary = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            dictionary.put(pairs[i], pairs[i + 1]);
        }
        return new WordByWord(dictionary, false, new AlignmentHead(2, 1, false));
    }

    WordByWord ending(Finish reason) {
        finish = reason;
        return this;
    }

    WordByWord maxTokens(int most) {
        maxTokens = most;
        return this;
    }

    TextTranslator texts() {
        return new TextTranslator(this, HeadFile.NONE);
    }

    @Override
    public List<SentenceTranslation> translate(List<String> sentences, TranslateOptions options) {
        batches.add(sentences.size());
        return sentences.stream().map(sentence -> translate(sentence, options)).toList();
    }

    private SentenceTranslation translate(String source, TranslateOptions options) {
        if (countTokens(source, options) > maxTokens) {
            throw new IllegalArgumentException("too long: " + source);
        }
        List<Segment> words = words(source);
        List<Token> sourceTokens = new ArrayList<>();
        words.forEach(word ->
                sourceTokens.add(new Token(word.span().in(source), word.span().in(source), 7, word.span(), false)));
        sourceTokens.add(new Token(null, "</s>", 0, null, true));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            order.add(i);
        }
        if (turned) {
            Collections.reverse(order);
        }
        StringBuilder target = new StringBuilder();
        List<TargetToken> tokens = new ArrayList<>();
        List<Integer> origins = new ArrayList<>();
        for (int i : order) {
            String word = words.get(i).span().in(source);
            String made = dictionary.getOrDefault(word, word);
            if (made.isEmpty() || made.equals("EMPTY") && (options.beams() == null || options.beams() != 1)) {
                continue;
            }
            int last = origins.isEmpty() || turned
                    ? -1
                    : words.get(origins.getLast()).span().end();
            boolean glued = last >= 0
                    && source.substring(last, words.get(i).span().start()).indexOf(' ') < 0;
            target.append(target.isEmpty() || glued ? "" : " ").append(made);
            tokens.add(new TargetToken(7, made, new Span(target.length() - made.length(), target.length()), -0.5f));
            origins.add(i);
        }
        tokens.add(new TargetToken(0, "</s>", null, -0.1f));
        origins.add(words.size());
        return new SentenceTranslation(
                source,
                sourceTokens,
                target.toString(),
                tokens,
                -0.25f * tokens.size(),
                finish,
                options.attention() ? MadeUpAttention.of(weights(origins, words.size() + 1)) : null);
    }

    private float[][][][] weights(List<Integer> origins, int sources) {
        float[][][][] all = new float[2][2][origins.size()][sources];
        for (int t = 0; t < origins.size(); t++) {
            look(all[0][0][t], Math.min(t, sources - 1));
            look(all[0][1][t], 0);
            look(all[1][0][t], 0);
            Arrays.fill(all[1][1][t], 1f / sources);
        }
        for (int t = 0; t < origins.size(); t++) {
            int row = t + (telling.after() ? 1 : 0);
            if (row < origins.size()) {
                look(all[telling.layer() - 1][telling.head() - 1][row], origins.get(t));
            }
        }
        return all;
    }

    private static void look(float[] row, int at) {
        Arrays.fill(row, 0.2f / row.length);
        row[at] += 0.8f;
    }

    private static List<Segment> words(String text) {
        return WordSegmenter.segments(text).stream()
                .filter(segment -> segment.kind() != Segment.Kind.BLANK)
                .toList();
    }

    @Override
    public int countTokens(String sentence, TranslateOptions options) {
        return words(sentence).size() + 1;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public String from(TranslateOptions options) {
        return "en";
    }
}
