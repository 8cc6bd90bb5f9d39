package dev.heed.langchain4j;

import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A chat model of LangChain4j inside the JVM: a {@link LanguageModel} of Heed, which its owner keeps and closes.
 *
 * <p>Temperature, top p, top k, the most tokens, stop strings and JSON schemas are heeded; tools, penalties and anything else
 * that Heed does not do is refused by name ({@code UnsupportedFeatureException}). A model without a chat template goes on from
 * a single user message. Thread-safe.
 *
 * <pre>{@code
 * try (var model = LanguageModel.open(Models.find("smollm2"))) {
 *     ChatModel chat = HeedChatModel.of(model);
 *     System.out.println(chat.chat("Where do rivers end?"));
 * }
 * }</pre>
 */
public final class HeedChatModel implements ChatModel {
    private final LanguageModel model;
    private final ChatDefaults defaults;

    private HeedChatModel(LanguageModel model, ChatDefaults defaults) {
        this.model = model;
        this.defaults = defaults;
    }

    /** A model with the defaults: greedy, at most 256 tokens. */
    public static HeedChatModel of(LanguageModel model) {
        return of(model, ChatDefaults.STANDARD);
    }

    /** The same with other defaults, for requests that do not say. */
    public static HeedChatModel of(LanguageModel model, ChatDefaults defaults) {
        return new HeedChatModel(Objects.requireNonNull(model, "model"), Objects.requireNonNull(defaults, "defaults"));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        ChatCall call = ChatCall.of(request, model, defaults.options());
        try (Generation written = model.generate(call.prompt(), call.options())) {
            String text = written.readAll();
            return call.response(text, written, model);
        }
    }

    @Override
    public List<ChatModelListener> listeners() {
        return defaults.listeners();
    }

    /** {@link ModelProvider#OTHER}: LangChain4j's list has nothing nearer. */
    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Override
    public String toString() {
        return "HeedChatModel[" + model.model().name() + "]";
    }
}
