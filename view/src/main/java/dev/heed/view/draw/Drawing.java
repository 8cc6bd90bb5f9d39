package dev.heed.view.draw;

import dev.heed.view.font.LaidText;
import java.util.List;
import java.util.TreeSet;

/**
 * A picture, laid out. Units are CSS pixels, 96 an inch. Immutable, thread-safe.
 *
 * @param title one line
 * @param description what is seen, in sentences, for who does not see it
 * @param marks in the order in which they are drawn, on white
 */
public record Drawing(String title, String description, double width, double height, List<Mark> marks) {
    public Drawing {
        marks = List.copyOf(marks);
    }

    /** Characters that no shipped font has, ascending: SVG leaves them to its viewer, PNG shows their numbers. */
    public List<Integer> missingCharacters() {
        TreeSet<Integer> missing = new TreeSet<>();
        collect(marks, missing);
        return List.copyOf(missing);
    }

    /** Every line of text, in the order in which they are drawn. */
    public List<Mark.Label> labels() {
        return labels(marks).toList();
    }

    private static java.util.stream.Stream<Mark.Label> labels(List<Mark> marks) {
        return marks.stream().flatMap(mark -> switch (mark) {
            case Mark.Label label -> java.util.stream.Stream.of(label);
            case Mark.Group group -> labels(group.marks());
            case Mark.Shape shape -> java.util.stream.Stream.empty();
        });
    }

    private static void collect(List<Mark> marks, TreeSet<Integer> missing) {
        labels(marks).map(Mark.Label::text).map(LaidText::missing).forEach(missing::addAll);
    }
}
