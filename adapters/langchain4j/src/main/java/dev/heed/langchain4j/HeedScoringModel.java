package dev.heed.langchain4j;

import dev.heed.Model;
import dev.heed.Reranker;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A scoring model of LangChain4j inside the JVM: a {@link Reranker} of Heed. A score is the model's own, after the activation
 * that its folder names. Thread-safe; close it after use.
 *
 * <pre>{@code
 * ScoringModel scoring = HeedScoringModel.open(Models.folder(Path.of("ms-marco-MiniLM-L6-v2")));
 * ContentAggregator best = new ReRankingContentAggregator(scoring);
 * }</pre>
 */
public final class HeedScoringModel implements ScoringModel, AutoCloseable {
    private final Reranker reranker;
    private final boolean ours;

    private HeedScoringModel(Reranker reranker, boolean ours) {
        this.reranker = reranker;
        this.ours = ours;
        if (reranker.labels() != 1) {
            close();
            throw new IllegalArgumentException("model " + reranker.model().name()
                    + ": expected one label to score by, it has " + reranker.labels());
        }
    }

    /**
     * Opens a model with the defaults.
     *
     * @throws dev.heed.format.InvalidFileException if it is no reranker, or a file is missing, wrong or not understood
     * @throws IllegalArgumentException if it has several labels
     */
    public static HeedScoringModel open(Model model) {
        return new HeedScoringModel(Reranker.open(model), true);
    }

    /** An engine with options of its own, which its owner keeps and closes. */
    public static HeedScoringModel of(Reranker reranker) {
        return new HeedScoringModel(Objects.requireNonNull(reranker, "reranker"), false);
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        List<Double> scores = new ArrayList<>(segments.size());
        int tokens = 0;
        for (Reranker.Result result :
                reranker.score(query, segments.stream().map(TextSegment::text).toList())) {
            scores.add((double) result.score());
            tokens += result.tokenCount();
        }
        return Response.from(scores, new TokenUsage(tokens));
    }

    /** How the model is called. */
    public String modelName() {
        return reranker.model().name();
    }

    /** Releases the engine, unless it was handed in. */
    @Override
    public void close() {
        if (ours) {
            reranker.close();
        }
    }

    @Override
    public String toString() {
        return "HeedScoringModel[" + modelName() + "]";
    }
}
