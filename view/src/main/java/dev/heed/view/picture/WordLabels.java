package dev.heed.view.picture;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.view.AttentionView;
import dev.heed.view.Names;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;

/**
 * The words, or the tokens, of a text as labels.
 *
 * @param names as written
 * @param special which are special tokens, drawn dimmed
 * @param chosen position of the chosen word; -1 for none
 * @param rightToLeft whether the text is read to the left
 */
record WordLabels(List<String> names, List<Boolean> special, int chosen, boolean rightToLeft) {
    static WordLabels of(String text, List<Word> words, List<Token> tokens, int chosen) {
        return new WordLabels(
                Names.ofWords(words, tokens),
                words.stream().map(word -> word.kind() == Word.Kind.SPECIAL).toList(),
                chosen,
                LaidText.isRightToLeft(text));
    }

    /** The tokens as labels; the chosen word is its first one. */
    static WordLabels ofTokens(AttentionView view) {
        return new WordLabels(
                Names.ofTokens(view.words(), view.tokens()),
                view.tokens().stream().map(Token::special).toList(),
                view.explained() < 0
                        ? -1
                        : view.words().get(view.explained()).tokens().getFirst(),
                LaidText.isRightToLeft(view.text()));
    }

    int size() {
        return names.size();
    }

    /** Its label, no wider than {@code most}. */
    LaidText laid(int word, double size, double most) {
        return LaidText.fitted(names.get(word), word == chosen ? Face.BOLD : Face.REGULAR, size, most);
    }

    /** Its colour. */
    Ink ink(int word) {
        if (word == chosen) {
            return Look.ACCENT;
        }
        return special.get(word) ? Look.MUTED : Look.INK;
    }

    /** Width of the widest label. */
    double widest(double size, double most) {
        double widest = 0;
        for (int i = 0; i < size(); i++) {
            widest = Math.max(widest, laid(i, size, most).width());
        }
        return widest;
    }
}
