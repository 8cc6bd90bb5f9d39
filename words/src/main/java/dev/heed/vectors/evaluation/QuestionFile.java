package dev.heed.vectors.evaluation;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The questions of an evaluation set, read line by line: pairs of words with a score, or analogies in sections. Blank lines
 * and comments ({@code #}) are none; every other line that is no question is counted, and the first is told of.
 */
final class QuestionFile {
    /** A decimal number, finite; what else Java takes for a double is no score. */
    private static final Pattern SCORE = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final String SECTION = ": ";

    /** Two words and how alike people find them. */
    record Pair(String a, String b, double score) {}

    /** a is to b as c is to d, under a heading by its position. */
    record Analogy(int section, String[] words) {}

    private final String name;
    private final boolean analogies;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Analogy> questions = new ArrayList<>();
    private final List<String> sections = new ArrayList<>();
    private int leftOut;
    private String firstLeftOut;

    private QuestionFile(String name, boolean analogies) {
        this.name = name;
        this.analogies = analogies;
    }

    /**
     * Reads a set: analogies if a line begins a section ({@code : name}), else pairs, split at tabs (or, in a file without
     * tabs, at commas or blanks).
     *
     * @param name of the file, for messages
     * @throws InvalidFileException if there is no question in it
     */
    static QuestionFile read(String name, List<String> lines) {
        QuestionFile file = new QuestionFile(name, lines.stream().anyMatch(line -> line.startsWith(SECTION)));
        boolean tabs = lines.stream().anyMatch(line -> line.indexOf('\t') >= 0);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                String wrong = file.analogies ? file.analogy(lines.get(i)) : file.pair(line, tabs);
                file.leaveOut(wrong, i + 1);
            }
        }
        file.check();
        return file;
    }

    boolean analogies() {
        return analogies;
    }

    List<Pair> pairs() {
        return pairs;
    }

    List<Analogy> questions() {
        return questions;
    }

    /** Headings in their order. */
    List<String> sections() {
        return sections;
    }

    /** Lines that are no question. */
    int leftOut() {
        return leftOut;
    }

    /** The first of them, and why; null if there is none. */
    String firstLeftOut() {
        return firstLeftOut;
    }

    private void leaveOut(String wrong, int line) {
        if (wrong != null && leftOut++ == 0) {
            firstLeftOut = "line " + line + ": " + wrong;
        }
    }

    /** Null if the line is a pair or a comment, else what is wrong with it. */
    private String pair(String line, boolean tabs) {
        String[] fields = line.split(tabs ? "\\s*\\t\\s*" : "\\s*,\\s*|\\s+", -1);
        boolean comment = line.startsWith("#");
        if (fields.length != 3) {
            return comment
                    ? null
                    : "expected two words and a score" + (tabs ? ", split by tabs" : "") + ", got " + fields.length
                            + (fields.length == 1 ? " field" : " fields");
        }
        double score = SCORE.matcher(fields[2]).matches() ? Double.parseDouble(fields[2]) : Double.NaN;
        if (!Double.isFinite(score)) {
            return comment
                    ? null
                    : "expected a score, "
                            + (DECIMAL_COMMA.matcher(fields[2]).matches() ? "with a decimal point, " : "") + "got "
                            + Quoted.of(fields[2]);
        }
        if (comment) {
            return "a comment, as it begins with #";
        }
        pairs.add(new Pair(fields[0], fields[1], score));
        return null;
    }

    private String analogy(String line) {
        if (line.startsWith(SECTION)) {
            sections.add(line.substring(SECTION.length()).strip());
            return null;
        }
        String[] words = line.strip().split("\\s+");
        if (words.length != 4) {
            return "expected four words, got " + words.length;
        }
        if (sections.isEmpty()) {
            return "stands before the first heading";
        }
        questions.add(new Analogy(sections.size() - 1, words));
        return null;
    }

    private void check() {
        if (pairs.isEmpty() && questions.isEmpty()) {
            throw new InvalidFileException(name + ": expected lines of "
                    + (analogies ? "four words below a heading" : "two words and a score")
                    + (leftOut == 0 ? ", got none" : ", got none among " + leftOut + "; " + firstLeftOut));
        }
    }
}
