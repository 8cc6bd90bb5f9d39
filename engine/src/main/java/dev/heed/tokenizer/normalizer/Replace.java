package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.pattern.Matches;
import dev.heed.tokenizer.pattern.TextPattern;

/** {@code Replace}: what a pattern matches becomes {@code content}, which has the place of the match's last character. */
public record Replace(TextPattern pattern, String content) implements Normalizer {
    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        Matches matches = pattern.find(in, 0, in.size());
        if (matches.size() == 0) {
            return false;
        }
        int done = 0;
        for (int i = 0; i < matches.size(); i++) {
            out.append(in, done, matches.start(i));
            done = matches.end(i);
            int start = done == 0 ? in.origin() : in.start(done - 1);
            int end = done == 0 ? in.origin() : in.end(done - 1);
            for (int k = 0; k < content.length(); ) {
                int codePoint = content.codePointAt(k);
                out.add(codePoint, start, end);
                k += Character.charCount(codePoint);
            }
        }
        out.append(in, done, in.size());
        return true;
    }
}
