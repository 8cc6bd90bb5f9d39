package dev.heed.tokenizer.decoder;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.pattern.Matches;
import dev.heed.tokenizer.pattern.TextPattern;

/** {@code Replace}: what a pattern matches in a piece becomes {@code content}. */
public record Replace(TextPattern pattern, String content) implements EachPiece {
    @Override
    public String text(String piece, boolean first, boolean last) {
        AlignedText text = new AlignedText(piece.length());
        text.load(piece, 0, piece.length());
        Matches matches = pattern.find(text, 0, text.size());
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (int i = 0; i < matches.size(); i++) {
            replaced.append(text, done, matches.start(i)).append(content);
            done = matches.end(i);
        }
        return replaced.append(text, done, text.size()).toString();
    }
}
