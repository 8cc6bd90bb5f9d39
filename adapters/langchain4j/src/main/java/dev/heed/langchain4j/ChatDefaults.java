package dev.heed.langchain4j;

import dev.heed.GenerateOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import java.util.List;
import java.util.Objects;

/**
 * What holds for a chat model's requests that do not say. Immutable.
 *
 * <pre>{@code
 * ChatDefaults.STANDARD.options(GenerateOptions.DEFAULT.sampling(Sampling.GREEDY.temperature(0.8).seed(7)).maxTokens(100))
 * }</pre>
 *
 * @param options how texts are written: LangChain4j has no name for the seed, min-p and the repeat penalty, so they are set here
 * @param listeners who hears of calls
 */
public record ChatDefaults(GenerateOptions options, List<ChatModelListener> listeners) {
    /** Greedy, at most 256 tokens, nobody hears of it. */
    public static final ChatDefaults STANDARD = new ChatDefaults(GenerateOptions.DEFAULT, List.of());

    public ChatDefaults {
        Objects.requireNonNull(options, "options").check();
        listeners = List.copyOf(listeners);
    }

    /** The same with other options. */
    public ChatDefaults options(GenerateOptions other) {
        return new ChatDefaults(other, listeners);
    }

    /** The same with other listeners. */
    public ChatDefaults listeners(List<ChatModelListener> others) {
        return new ChatDefaults(options, others);
    }
}
