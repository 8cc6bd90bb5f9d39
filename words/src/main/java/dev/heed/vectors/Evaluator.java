package dev.heed.vectors;

import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares vectors with people's judgements, with the rules of gensim 4's {@code evaluate_word_pairs} and
 * {@code evaluate_word_analogies}: only the first words of the vocabulary count, case is ignored (the first of several
 * spellings stands for all), lines that are no question are passed over.
 */
public final class Evaluator {
    private static final int ANSWERS = 5;

    private final WordVectors vectors;
    private final WordSearch search;
    private final int limit;
    private final Map<String, Integer> rows = new HashMap<>();

    /** @param limit how many words count, from the first; the most frequent in most files */
    public Evaluator(WordVectors vectors, WordSearch search, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: expected 1 or more, got " + limit);
        }
        this.vectors = vectors;
        this.search = search;
        this.limit = Math.min(limit, vectors.size());
        for (int row = 0; row < this.limit; row++) {
            rows.putIfAbsent(upper(vectors.word(row)), row);
        }
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /**
     * Evaluates the lines of a set: analogies if one begins a section ({@code : name}), else pairs of words with a score,
     * split at tabs (or, in a file without tabs, at commas or blanks).
     *
     * @throws IllegalArgumentException if there is no question with known words
     */
    public Evaluation evaluate(List<String> lines) {
        boolean analogies = lines.stream().anyMatch(line -> line.startsWith(": "));
        return analogies ? analogies(lines) : similarities(lines);
    }

    private Evaluation similarities(List<String> lines) {
        boolean tabs = lines.stream().anyMatch(line -> line.indexOf('\t') >= 0);
        List<double[]> scores = new ArrayList<>();
        int pairs = 0;
        for (String line : lines) {
            String[] fields = line.strip().split(tabs ? "\t" : "\\s*,\\s*|\\s+");
            Double score = line.startsWith("#") || fields.length != 3 ? null : number(fields[2]);
            if (score == null) {
                continue;
            }
            pairs++;
            Integer a = rows.get(upper(fields[0]));
            Integer b = rows.get(upper(fields[1]));
            if (a != null && b != null) {
                scores.add(new double[] {score, Vectors.cosine(vectors.vector(a), vectors.vector(b))});
            }
        }
        if (scores.size() < 2) {
            throw new IllegalArgumentException("pairs: expected lines of two known words and a score, got "
                    + scores.size() + " of " + pairs + " pairs");
        }
        double[] people = scores.stream().mapToDouble(s -> s[0]).toArray();
        double[] cosines = scores.stream().mapToDouble(s -> s[1]).toArray();
        return new Evaluation(
                Evaluation.Kind.SIMILARITY,
                pairs,
                scores.size(),
                RankCorrelation.spearman(people, cosines),
                null,
                List.of());
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private record Question(int section, int a, int b, int c, String expected) {}

    private Evaluation analogies(List<String> lines) {
        List<String> names = new ArrayList<>();
        List<int[]> counts = new ArrayList<>(); // pairs, covered, correct
        List<Question> questions = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(": ")) {
                names.add(line.substring(2).strip());
                counts.add(new int[3]);
                continue;
            }
            String[] words = upper(line.strip()).split("\\s+");
            if (words.length != 4 || names.isEmpty()) {
                continue;
            }
            int[] count = counts.getLast();
            count[0]++;
            if (Arrays.stream(words).allMatch(rows::containsKey)) {
                count[1]++;
                questions.add(new Question(
                        names.size() - 1, rows.get(words[0]), rows.get(words[1]), rows.get(words[2]), words[3]));
            }
        }
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("analogies: expected lines of four known words, got none");
        }
        answer(questions, counts);
        List<Evaluation.Section> sections = new ArrayList<>();
        for (int s = 0; s < names.size(); s++) {
            int[] count = counts.get(s);
            sections.add(new Evaluation.Section(names.get(s), count[0], count[1], count[2]));
        }
        int pairs = counts.stream().mapToInt(count -> count[0]).sum();
        int correct = counts.stream().mapToInt(count -> count[2]).sum();
        return new Evaluation(
                Evaluation.Kind.ANALOGIES,
                pairs,
                questions.size(),
                null,
                (double) correct / questions.size(),
                sections);
    }

    private void answer(List<Question> questions, List<int[]> counts) {
        float[][] targets = new float[questions.size()][];
        int[][] asked = new int[questions.size()][];
        for (int i = 0; i < targets.length; i++) {
            Question q = questions.get(i);
            targets[i] = WordSearch.sum(
                    new double[] {-1, 1, 1}, vectors.vector(q.a), vectors.vector(q.b), vectors.vector(q.c));
            asked[i] = new int[] {q.a, q.b, q.c};
            Arrays.sort(asked[i]);
        }
        List<List<Neighbor>> answers = search.nearest(targets, asked, ANSWERS, limit);
        for (int i = 0; i < targets.length; i++) {
            Question q = questions.get(i);
            counts.get(q.section)[2] += q.expected.equals(predicted(q, answers.get(i))) ? 1 : 0;
        }
    }

    /** The first answer that is none of the words asked about in another case. */
    private String predicted(Question question, List<Neighbor> answers) {
        String last = null;
        for (Neighbor answer : answers) {
            last = upper(answer.word());
            Integer row = rows.get(last);
            if (row != null && row != question.a && row != question.b && row != question.c) {
                break;
            }
        }
        return last;
    }
}
