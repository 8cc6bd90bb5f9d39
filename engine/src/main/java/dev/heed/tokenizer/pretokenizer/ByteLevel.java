package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.ByteAlphabet;
import dev.heed.tokenizer.pattern.TextPattern;
import dev.heed.tokenizer.pattern.WordShapes;

/**
 * {@code ByteLevel}: cuts by GPT-2's rule and writes every byte of the UTF-8 as a printable character.
 *
 * @param addPrefixSpace put a blank in front of a piece that begins with none
 * @param useRegex cut; else only write bytes
 */
public record ByteLevel(boolean addPrefixSpace, boolean useRegex) implements PreTokenizer {
    private static final TextPattern WORDS = WordShapes.GPT2;

    @Override
    public void apply(Pieces pieces) {
        if (addPrefixSpace) {
            pieces.rewriteEach(ByteLevel::withBlank);
        }
        if (useRegex) {
            pieces.cutEach((text, from, to, target) ->
                    Behavior.ISOLATED.cut(WORDS.find(text, from, to), false, from, to, target));
        }
        pieces.rewriteEach(ByteLevel::asBytes);
    }

    private static void withBlank(AlignedText text, int from, int to, AlignedText target) {
        if (text.charAt(from) != ' ') {
            target.add(' ', text.start(from), text.end(from));
        }
        target.append(text, from, to);
    }

    private static void asBytes(AlignedText text, int from, int to, AlignedText target) {
        for (int i = from; i < to; ) {
            int codePoint = text.codePoint(i);
            ByteAlphabet.put(codePoint, text.start(i), text.end(i), target);
            i += Character.charCount(codePoint);
        }
    }
}
