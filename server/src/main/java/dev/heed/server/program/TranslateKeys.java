package dev.heed.server.program;

import dev.heed.TranslateOptions;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.translation.AlignmentHead;
import dev.heed.translation.Keep;
import dev.heed.translation.TextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys of a question to translate, those of {@code heed translate}'s options. */
public final class TranslateKeys {
    private static final int MOST_KEEPS = 32;
    private static final int MOST_BEAMS = 16;

    private TranslateKeys() {}

    /** Their names. */
    public static final List<String> NAMES =
            List.of("from", "to", "beam", "keep", "alignmentHead", "task", "alignment");

    /**
     * Reads them.
     *
     * @param alignment whether it is told which word came from which, where the question does not say
     */
    public static TextOptions options(Keys keys, boolean alignment) {
        Boolean told = keys.flagOrNull("alignment");
        Integer beams = keys.integer("beam", 1, MOST_BEAMS);
        String task = keys.textOrNull("task");
        boolean lines = task != null && !task.strip().toLowerCase(Locale.ROOT).startsWith("translate");
        TranslateOptions sentences = TranslateOptions.DEFAULT
                .from(keys.textOrNull("from"))
                .to(keys.textOrNull("to"))
                .prefix(task);
        String head = keys.textOrNull("alignmentHead");
        try {
            return TextOptions.DEFAULT
                    .sentences(beams == null ? sentences : sentences.beams(beams))
                    .unit(lines ? TextOptions.Unit.LINE : TextOptions.Unit.SENTENCE)
                    .keeps(keeps(keys, lines))
                    .alignment(told == null ? alignment : told)
                    .head(head == null || head.equals("auto") ? null : AlignmentHead.of(head));
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            int colon = message.indexOf(": ");
            String key = message.substring(0, colon).equals("keep") ? "keep" : "alignmentHead";
            throw new Refusal(Reason.MALFORMED, key, message.substring(colon + 2), e);
        }
    }

    private static List<Keep> keeps(Keys keys, boolean lines) {
        List<Keep> keeps = new ArrayList<>();
        List<String> given = !keys.has("keep")
                ? List.of()
                : keys.value("keep") instanceof String one ? List.of(one) : keys.texts("keep");
        if (given.size() > MOST_KEEPS) {
            throw new Refusal(
                    Reason.TOO_LARGE, "keep", "expected at most " + MOST_KEEPS + " expressions, got " + given.size());
        }
        given.forEach(regex -> keeps.add(Keep.of(regex)));
        if (!lines) {
            keeps.addAll(Keep.USUAL);
        }
        return keeps;
    }
}
