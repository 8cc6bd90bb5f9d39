package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Keys;
import dev.heed.tensor.Matrix;
import java.util.List;

/** A model whose vectors of tokens are served, whatever makes them. Immutable, thread-safe. */
interface TokenModel {
    /** How requests call it. */
    String name();

    /**
     * Texts to the vectors of their tokens, computed beside others'.
     *
     * @param keys where the request says how its texts are read
     * @return for each text (tokens, dimension), in their order
     */
    List<Matrix> tokens(Call call, Work work, Keys keys, Inputs inputs);
}
