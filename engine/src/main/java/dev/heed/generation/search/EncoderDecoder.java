package dev.heed.generation.search;

import dev.heed.kernel.Kernels;
import dev.heed.model.LanguageHead;
import dev.heed.model.Transformer;
import dev.heed.parallel.Workers;

/**
 * A model that writes of a source, as searches see it. Immutable, thread-safe.
 *
 * @param decoder whose blocks ask a source
 * @param head from its last layer to scores
 */
public record EncoderDecoder(Transformer encoder, Transformer decoder, LanguageHead head, Workers workers) {
    Kernels kernels() {
        return decoder.kernels();
    }

    int vocabulary() {
        return decoder.config().vocabularySize();
    }
}
