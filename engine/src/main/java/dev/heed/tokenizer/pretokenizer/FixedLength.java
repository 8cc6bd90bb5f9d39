package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.aligned.AlignedText;

/** {@code FixedLength}: pieces of so many characters. */
public record FixedLength(int length) implements PreTokenizer {
    @Override
    public void apply(Pieces pieces) {
        pieces.cutEach(this::cut);
    }

    private void cut(AlignedText text, int from, int to, Pieces target) {
        int start = from;
        int characters = 0;
        for (int i = from; i < to; i += Character.charCount(text.codePoint(i))) {
            if (characters == length) {
                target.put(start, i);
                start = i;
                characters = 0;
            }
            characters++;
        }
        target.put(start, to);
    }
}
