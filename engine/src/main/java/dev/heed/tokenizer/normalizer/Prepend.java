package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;

/** {@code Prepend}: puts text in front of a text that is not empty; it shares the first character's place. */
public record Prepend(String prefix) implements Normalizer {
    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        if (in.size() == 0 || prefix.isEmpty()) {
            return false;
        }
        prefix.codePoints().forEach(codePoint -> out.add(codePoint, in.start(0), in.end(0)));
        out.append(in, 0, in.size());
        return true;
    }
}
