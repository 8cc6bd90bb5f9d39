package dev.heed.meaning.concordance;

import java.util.List;

/**
 * What is asked for: vectors of uses to be near to and of uses to be far from.
 *
 * @param near at least one; each of length 1
 * @param far may be empty
 */
public record UseQuery(List<float[]> near, List<float[]> far) {
    public UseQuery {
        near = List.copyOf(near);
        far = List.copyOf(far);
    }
}
