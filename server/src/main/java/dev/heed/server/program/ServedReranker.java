package dev.heed.server.program;

import dev.heed.Reranker;
import dev.heed.server.schedule.Batching;
import java.util.List;

/**
 * A reranker that is served, and what batches of its pairs are computed by.
 *
 * @param batching pairs to what the model says of them
 */
public record ServedReranker(Reranker model, Batching<Reranker.Pair, Reranker.Result> batching) {
    static ServedReranker of(Reranker model) {
        return new ServedReranker(model, new Batching<>() {
            @Override
            public int tokens(Reranker.Pair piece) {
                return piece.tokenCount();
            }

            @Override
            public List<Reranker.Result> compute(List<Reranker.Pair> pieces) {
                return model.scorePrepared(pieces);
            }
        });
    }

    String name() {
        return model.model().name();
    }
}
