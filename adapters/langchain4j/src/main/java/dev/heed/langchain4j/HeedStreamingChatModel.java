package dev.heed.langchain4j;

import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The same as {@link HeedChatModel}, token by token: a call returns at once, and the handler hears of the text on another
 * thread. Each part holds whole characters, none that may begin a stop string; together they are the text. Cancelled by the
 * handle that comes with a part, a text ends before its next token, and nothing more is heard of it. A handler that throws
 * ends the text too, and is told so by {@code onError}.
 */
public final class HeedStreamingChatModel implements StreamingChatModel {
    private final LanguageModel model;
    private final ChatDefaults defaults;
    private final Executor executor;

    private HeedStreamingChatModel(LanguageModel model, ChatDefaults defaults, Executor executor) {
        this.model = model;
        this.defaults = defaults;
        this.executor = executor;
    }

    /** A model with the defaults: greedy, at most 256 tokens, a thread for each text. */
    public static HeedStreamingChatModel of(LanguageModel model) {
        return of(model, ChatDefaults.STANDARD);
    }

    /** The same with other defaults, for requests that do not say. */
    public static HeedStreamingChatModel of(LanguageModel model, ChatDefaults defaults) {
        return of(model, defaults, HeedStreamingChatModel::onAThreadOfItsOwn);
    }

    /** The same, its texts written by the threads of an executor. */
    public static HeedStreamingChatModel of(LanguageModel model, ChatDefaults defaults, Executor executor) {
        return new HeedStreamingChatModel(
                Objects.requireNonNull(model, "model"),
                Objects.requireNonNull(defaults, "defaults"),
                Objects.requireNonNull(executor, "executor"));
    }

    private static void onAThreadOfItsOwn(Runnable task) {
        Thread.ofPlatform().daemon().name("heed-chat").start(task);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatCall call = ChatCall.of(request, model, defaults.options());
        executor.execute(() -> write(call, handler));
    }

    private void write(ChatCall call, StreamingChatResponseHandler handler) {
        Handle handle = new Handle();
        try (Generation written = model.generate(call.prompt(), call.options())) {
            StringBuilder text = new StringBuilder();
            while (!handle.cancelled && written.hasNext()) {
                tell(written.next().text(), text, handler, handle);
            }
            if (!handle.cancelled) {
                tell(written.rest(), text, handler, handle);
            }
            if (!handle.cancelled) {
                handler.onCompleteResponse(call.response(text.toString(), written, model));
            }
        } catch (Exception e) {
            handler.onError(e);
        }
    }

    private static void tell(String part, StringBuilder text, StreamingChatResponseHandler handler, Handle handle) {
        if (!part.isEmpty()) {
            text.append(part);
            handler.onPartialResponse(new PartialResponse(part), new PartialResponseContext(handle));
        }
    }

    /** Seen by the writing thread before each token. */
    private static final class Handle implements StreamingHandle {
        private volatile boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
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
        return "HeedStreamingChatModel[" + model.model().name() + "]";
    }
}
