package dev.heed.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** One of the clients that programs in Java use, as its documentation says to use it. */
enum Client {
    OPENAI {
        @Override
        Answer embed(Asked asked, List<String> texts) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(asked.url())
                    .apiKey(asked.key())
                    .maxRetries(0)
                    .build();
            EmbeddingCreateParams.Builder params =
                    EmbeddingCreateParams.builder().model("all-MiniLM-L6-v2").inputOfArrayOfStrings(texts);
            if (asked.dimensions() != null) {
                params.dimensions(asked.dimensions());
            }
            if (asked.floats()) {
                params.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT);
            }
            CreateEmbeddingResponse response = client.embeddings().create(params.build());
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < response.data().size(); i++) {
                if (response.data().get(i).index() != i) {
                    throw new AssertionError("index " + i);
                }
                vectors.add(floats(response.data().get(i).embedding()));
            }
            return new Answer(vectors, response.usage().promptTokens(), response.model());
        }
    },
    LANGCHAIN4J {
        @Override
        Answer embed(Asked asked, List<String> texts) {
            var model = OpenAiEmbeddingModel.builder()
                    .baseUrl(asked.url())
                    .apiKey(asked.key())
                    .modelName("all-MiniLM-L6-v2")
                    .dimensions(asked.dimensions())
                    .encodingFormat(asked.floats() ? null : "base64")
                    .maxRetries(0)
                    .build();
            var response = model.embedAll(texts.stream().map(TextSegment::from).toList());
            return new Answer(
                    response.content().stream().map(e -> e.vector()).toList(),
                    response.tokenUsage().inputTokenCount(),
                    "all-MiniLM-L6-v2");
        }
    },
    SPRING_AI {
        @Override
        Answer embed(Asked asked, List<String> texts) {
            var options = new OpenAiEmbeddingOptions.Builder();
            options.baseUrl(asked.url());
            options.apiKey(asked.key());
            options.model("all-MiniLM-L6-v2");
            options.maxRetries(0);
            if (asked.dimensions() != null) {
                options.dimensions(asked.dimensions());
            }
            if (asked.floats()) {
                options.encodingFormat(OpenAiEmbeddingOptions.EncodingFormat.FLOAT);
            }
            var given = options.build();
            var model = new org.springframework.ai.openai.OpenAiEmbeddingModel(given);
            EmbeddingResponse response = model.call(new EmbeddingRequest(texts, given));
            return new Answer(
                    response.getResults().stream()
                            .map(result -> result.getOutput())
                            .toList(),
                    response.getMetadata().getUsage().getPromptTokens(),
                    response.getMetadata().getModel());
        }
    };

    /**
     * How it asks.
     *
     * @param url that ends in {@code /v1}
     * @param dimensions null for all
     * @param floats whether it asks for arrays, or for base64
     */
    record Asked(String url, String key, Integer dimensions, boolean floats) {}

    /** What it gives its user. */
    record Answer(List<float[]> vectors, long tokens, String model) {}

    abstract Answer embed(Asked asked, List<String> texts);

    /** The status behind what a client throws; 0 for none. */
    static int status(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException e) {
                return e.statusCode();
            }
            if (cause instanceof HttpException e) {
                return e.statusCode();
            }
        }
        return 0;
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }
}
