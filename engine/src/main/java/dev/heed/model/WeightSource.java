package dev.heed.model;

import dev.heed.format.StoredTensor;
import dev.heed.kernel.WeightRows;

/** Weights by the names that BERT's PyTorch implementation gives them, whatever file they lie in. */
interface WeightSource {
    /** A vector of {@code size} floats. */
    float[] vector(String key, int size);

    /** A table that stays in its file; (rows, columns). */
    StoredTensor table(String key, int rows, int columns);

    /** The weight of the linear map {@code key}, its inputs as rows; (inputs, outputs). */
    WeightRows linear(String key, int inputs, int outputs);
}
