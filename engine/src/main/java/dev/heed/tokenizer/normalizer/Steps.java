package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import java.util.List;

/** {@code Sequence}: one normalizer after the other. */
public record Steps(List<Normalizer> normalizers) implements Normalizer {
    /** Copies the list. */
    public Steps {
        normalizers = List.copyOf(normalizers);
    }

    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        AlignedText from = in;
        AlignedText spare = null;
        for (Normalizer normalizer : normalizers) {
            AlignedText to = spare == null ? new AlignedText(in.size() + 16) : spare;
            to.clear(in.origin());
            if (normalizer.normalize(from, to)) {
                spare = from == in ? null : from;
                from = to;
            } else {
                spare = to;
            }
        }
        if (from == in) {
            return false;
        }
        out.append(from, 0, from.size());
        return true;
    }
}
