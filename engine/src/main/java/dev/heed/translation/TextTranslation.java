package dev.heed.translation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A text and what became of it. Immutable.
 *
 * @param source as given
 * @param target the translation, with the source's white space, line ends and list markers
 * @param sentences as many as were cut, in order
 * @param head where the alignment was read; null if it was not
 * @param notes what a reader should know: what was cut, stopped or tried again, each a line
 */
public record TextTranslation(
        String source, String target, List<TranslatedSentence> sentences, AlignmentHead head, List<String> notes) {
    public TextTranslation {
        sentences = List.copyOf(sentences);
        notes = List.copyOf(notes);
    }

    /** The mean of the sentences' scores; empty if there was nothing to translate. */
    public OptionalDouble score() {
        return translated()
                .mapToDouble(sentence -> sentence.translation().score())
                .average();
    }

    private Stream<TranslatedSentence> translated() {
        return sentences.stream().filter(sentence -> sentence.translation() != null);
    }

    /** What was lost for good, where it stands in the source. */
    public List<Kept> lost() {
        return sentences.stream().flatMap(sentence -> sentence.lost().stream()).toList();
    }

    /** What the alignment put back, where it stands in the target. */
    public List<Kept> moved() {
        return sentences.stream().flatMap(sentence -> sentence.moved().stream()).toList();
    }
}
