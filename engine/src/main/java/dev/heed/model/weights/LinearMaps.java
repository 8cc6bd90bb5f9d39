package dev.heed.model.weights;

import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.PreparedLinear;
import java.util.function.Supplier;

/** Where a model's linear maps come from: laid out anew, or found laid out. Called by several threads at once. */
@FunctionalInterface
public interface LinearMaps {
    /** @param weights read only if the map is laid out anew */
    PreparedLinear map(LinearKey key, Supplier<LinearWeights> weights);
}
