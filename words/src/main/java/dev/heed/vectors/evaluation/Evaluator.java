package dev.heed.vectors.evaluation;

import dev.heed.format.InvalidFileException;
import dev.heed.tensor.Vectors;
import dev.heed.vectors.Neighbor;
import dev.heed.vectors.WordSearch;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares vectors with people's judgements, with the rules of gensim 4's {@code evaluate_word_pairs} and
 * {@code evaluate_word_analogies}: only the first words of the vocabulary count, case is ignored (the first of several
 * spellings stands for all). Lines that are no question are left out and counted.
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

    private Integer row(String word) {
        return rows.get(upper(word));
    }

    /**
     * Evaluates the lines of a set: analogies if one begins a section ({@code : name}), else pairs of words with a score,
     * split at tabs (or, in a file without tabs, at commas or blanks).
     *
     * @param name of the file, for messages
     * @throws InvalidFileException if there is no question with known words
     */
    public Evaluation evaluate(String name, List<String> lines) {
        QuestionFile file = QuestionFile.read(name, lines);
        return file.analogies() ? analogies(name, file) : similarities(name, file);
    }

    private Evaluation similarities(String name, QuestionFile file) {
        List<double[]> scores = new ArrayList<>();
        for (QuestionFile.Pair pair : file.pairs()) {
            Integer a = row(pair.a());
            Integer b = row(pair.b());
            if (a != null && b != null) {
                scores.add(new double[] {pair.score(), Vectors.cosine(vectors.vector(a), vectors.vector(b))});
            }
        }
        int pairs = file.pairs().size();
        if (scores.size() < 2) {
            throw new InvalidFileException(name + ": expected two pairs of known words or more, got " + scores.size()
                    + " of " + pairs + (pairs == 1 ? " pair" : " pairs")
                    + (file.leftOut() == 0 ? "" : "; left out: " + file.firstLeftOut()));
        }
        double[] people = scores.stream().mapToDouble(s -> s[0]).toArray();
        double[] cosines = scores.stream().mapToDouble(s -> s[1]).toArray();
        return new Evaluation(
                Evaluation.Kind.SIMILARITY,
                pairs,
                scores.size(),
                RankCorrelation.spearman(people, cosines),
                null,
                List.of(),
                leftOut(file));
    }

    private static Evaluation.LeftOut leftOut(QuestionFile file) {
        return file.leftOut() == 0 ? null : new Evaluation.LeftOut(file.leftOut(), file.firstLeftOut());
    }

    /** Of known words, by row; what is expected in upper case. */
    private record Question(int section, int a, int b, int c, String expected) {}

    private Evaluation analogies(String name, QuestionFile file) {
        List<int[]> counts = new ArrayList<>(); // pairs, covered, correct
        file.sections().forEach(section -> counts.add(new int[3]));
        List<Question> questions = new ArrayList<>();
        for (QuestionFile.Analogy analogy : file.questions()) {
            int[] count = counts.get(analogy.section());
            count[0]++;
            String[] words = analogy.words();
            if (Arrays.stream(words).allMatch(word -> row(word) != null)) {
                count[1]++;
                questions.add(
                        new Question(analogy.section(), row(words[0]), row(words[1]), row(words[2]), upper(words[3])));
            }
        }
        if (questions.isEmpty()) {
            throw new InvalidFileException(name + ": expected lines of four known words, got none among "
                    + file.questions().size());
        }
        answer(questions, counts);
        List<Evaluation.Section> sections = new ArrayList<>();
        for (int s = 0; s < counts.size(); s++) {
            int[] count = counts.get(s);
            sections.add(new Evaluation.Section(file.sections().get(s), count[0], count[1], count[2]));
        }
        int correct = counts.stream().mapToInt(count -> count[2]).sum();
        return new Evaluation(
                Evaluation.Kind.ANALOGIES,
                file.questions().size(),
                questions.size(),
                null,
                (double) correct / questions.size(),
                sections,
                leftOut(file));
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
