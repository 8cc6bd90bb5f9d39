package dev.heed.meaning.sense;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.reading.Reading;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A word's occurrences with their vectors, to be grouped, regrouped and assigned. Immutable, thread-safe.
 *
 * <p>Of more than {@value #MOST} occurrences so many are grouped, spread evenly over the corpus; the others go to the nearest
 * centre.
 */
public final class OccurrenceTable {
    /** The most occurrences that are grouped with each other; what that takes grows with their square. */
    static final int MOST = 1_500;

    private static final int UNCLEAR = -1;

    private final String word;
    private final Set<String> forms;
    private final List<Occurrence> occurrences;
    private final OccurrenceRows rows;
    private final int border;
    private final Optional<Reading> reading;

    /** @param reading of the lines; empty where nobody looked, which withholds nothing */
    OccurrenceTable(
            String word, Set<String> forms, List<Occurrence> occurrences, TwoViews vectors, Optional<Reading> reading) {
        this(word, forms, occurrences, OccurrenceRows.of(vectors.all()), vectors.border(), reading);
    }

    /** @param border columns of the first of the two views that a row is */
    OccurrenceTable(
            String word,
            Set<String> forms,
            List<Occurrence> occurrences,
            OccurrenceRows rows,
            int border,
            Optional<Reading> reading) {
        this.word = word;
        this.forms = Set.copyOf(forms);
        this.occurrences = List.copyOf(occurrences);
        this.rows = rows;
        this.border = border;
        this.reading = reading;
    }

    /** All vectors, brought into memory. */
    TwoViews vectors() {
        return some(IntStream.range(0, rows.count()).toArray());
    }

    private TwoViews some(int[] numbers) {
        return new TwoViews(rows.some(numbers), border);
    }

    /**
     * A group for each occurrence, numbered from 0; the number of groups is found, 1 if no more can be seen, or if the model
     * does not know the language ({@link #notes}).
     */
    public int[] groups() {
        return reading.map(Reading::inItsLanguage).orElse(true) ? grouped(0) : new int[occurrences.size()];
    }

    /** What the reader must know, one line each: that the model does not know the language, and what follows. */
    public List<String> notes() {
        return reading.flatMap(
                        lines -> lines.reasonAgainst("senses are not told apart unless their number is asked for"))
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * As many groups as asked for, or as can be told apart: equal lines are never in different groups.
     *
     * @param count at least 1
     */
    public int[] groups(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("senses: expected 1 or more, got " + count);
        }
        return grouped(count);
    }

    /** One of the groups cut in two, the new one gets the next number; the same groups if its lines are all equal. */
    public int[] split(int[] groups, int group) {
        int[] members = IntStream.range(0, groups.length)
                .filter(i -> groups[i] == group)
                .toArray();
        int[] halves = new OccurrenceTable(
                        word,
                        forms,
                        Arrays.stream(members).mapToObj(occurrences::get).toList(),
                        some(members),
                        Optional.empty())
                .groups(2);
        int next = Arrays.stream(groups).max().orElse(0) + 1;
        int[] split = groups.clone();
        for (int i = 0; i < members.length; i++) {
            split[members[i]] = halves[i] == 0 ? group : next;
        }
        return split;
    }

    /** The senses that groups stand for, the largest first, each occurrence with its confidence. */
    public Senses senses(int[] groups) {
        return senses(ordered(groups), List.of());
    }

    /**
     * The occurrences assigned to senses that the user named, in the order of the names.
     *
     * @param named examples of each, from {@link SenseFinder#named}
     */
    public Senses senses(NamedSenses named, OccurrenceTable examples) {
        int[] ofExamples = named.groups();
        Centres centres = Centres.of(examples.rows, ofExamples, named.senses().size());
        Matrix cosines = centres.cosines(rows);
        int[] groups = IntStream.range(0, occurrences.size())
                .map(i -> Centres.nearest(cosines.row(i)))
                .toArray();
        return senses(
                groups, named.senses().stream().map(NamedSenses.Named::name).toList(), centres);
    }

    /** The occurrences on a plane, in their order. */
    public SenseMap map() {
        return SenseMap.of(vectors().all());
    }

    private Senses senses(int[] groups, List<String> names) {
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        return senses(groups, names, Centres.of(rows, groups, count));
    }

    private Senses senses(int[] groups, List<String> names, Centres centres) {
        int count = Math.max(names.size(), Arrays.stream(groups).max().orElse(-1) + 1);
        List<List<Member>> members = new ArrayList<>();
        IntStream.range(0, count).forEach(g -> members.add(new ArrayList<>()));
        List<Member> unclear = new ArrayList<>();
        int[] certain = groups.clone();
        Matrix all = centres.cosines(rows);
        for (int i = 0; i < groups.length; i++) {
            float[] cosines = all.row(i);
            double confidence = Centres.confidence(cosines, groups[i]);
            Member member = new Member(occurrences.get(i), cosines[groups[i]], confidence);
            if (confidence < Centres.CLEAR) {
                certain[i] = UNCLEAR;
                unclear.add(member);
            } else {
                members.get(groups[i]).add(member);
            }
        }
        List<List<String>> keywords = new Keywords(forms).of(occurrences, certain, count);
        List<Sense> senses = IntStream.range(0, count)
                .mapToObj(
                        g -> new Sense(g + 1, g < names.size() ? names.get(g) : null, keywords.get(g), members.get(g)))
                .toList();
        return new Senses(word, occurrences.size(), senses, unclear, notes());
    }

    /** Groups numbered anew from 0: the largest first, of equals the one with the lower number. */
    public int[] ordered(int[] groups) {
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        int[] sizes = new int[count];
        for (int group : groups) {
            sizes[group]++;
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .filter(g -> sizes[g] > 0)
                .sorted(Comparator.comparingInt((Integer g) -> -sizes[g]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] numbers = new int[count];
        for (int i = 0; i < order.length; i++) {
            numbers[order[i]] = i;
        }
        return Arrays.stream(groups).map(g -> numbers[g]).toArray();
    }

    private int[] grouped(int count) {
        int n = occurrences.size();
        int size = Math.min(n, MOST);
        if (n == 0) {
            return new int[0];
        }
        int[] sample =
                IntStream.range(0, size).map(i -> (int) ((long) i * n / size)).toArray();
        int[] same = same();
        Grouping grouping = new Grouping(some(sample));
        int[] ofSample = count == 0 ? grouping.groups() : grouping.groups(count, firstOf(same, sample));
        if (size == n) {
            return ofSample;
        }
        int[] groups = new int[n];
        Arrays.fill(groups, UNCLEAR);
        for (int i = 0; i < size; i++) {
            groups[sample[i]] = ofSample[i];
        }
        Centres centres = Centres.of(rows, groups, Arrays.stream(ofSample).max().orElse(0) + 1);
        Matrix cosines = centres.cosines(rows);
        Map<Integer, Integer> ofEqual = new HashMap<>(); // what stands in the sample decides for its equals
        for (int i : sample) {
            ofEqual.putIfAbsent(same[i], groups[i]);
        }
        for (int i = 0; i < n; i++) {
            int nearest = Centres.nearest(cosines.row(i));
            groups[i] = ofEqual.computeIfAbsent(same[i], first -> nearest);
        }
        return groups;
    }

    /** For each occurrence the first whose passage is equal, the word at the same place: their vectors are the same. */
    private int[] same() {
        record Line(String passage, Span span) {}
        Map<Line, Integer> first = new HashMap<>();
        int[] same = new int[occurrences.size()];
        for (int i = 0; i < same.length; i++) {
            Occurrence occurrence = occurrences.get(i);
            int here = i;
            same[i] = first.computeIfAbsent(new Line(occurrence.passage(), occurrence.spanInPassage()), line -> here);
        }
        return same;
    }

    private static int[] firstOf(int[] same, int[] sample) {
        return Arrays.stream(sample).map(i -> same[i]).toArray();
    }
}
