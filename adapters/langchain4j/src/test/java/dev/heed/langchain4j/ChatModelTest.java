package dev.heed.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.generation.Sampling;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChatModelTest {
    private static final String BEGINNING = "Once upon a time";
    private static LanguageModel stories;

    @BeforeAll
    static void open() {
        stories = LanguageModel.open(Models.stories());
    }

    @AfterAll
    static void close() {
        stories.close();
    }

    @Test
    void a_story_streams_in_parts_that_make_up_what_the_engine_writes() throws Exception {
        GenerateOptions options = GenerateOptions.DEFAULT.maxTokens(60);
        String expected = written(options);
        Parts parts = stream(request(r -> r.maxOutputTokens(60)), ChatDefaults.STANDARD);
        ChatResponse response = parts.over.get(60, TimeUnit.SECONDS);
        assertThat(response.aiMessage().text()).isEqualTo(expected);
        assertThat(String.join("", parts.texts)).isEqualTo(expected);
        assertThat(parts.texts).hasSizeGreaterThan(30).doesNotContain("");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(60);
        assertThat(response.tokenUsage().inputTokenCount())
                .isEqualTo(stories.prompt(BEGINNING).tokens().size());
        assertThat(response.modelName()).isEqualTo("stories260K");
        assertThat(parts.thread).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void whole_and_streamed_are_the_same_text_with_sampling_and_stops() throws Exception {
        ChatDefaults seeded = ChatDefaults.STANDARD.options(GenerateOptions.DEFAULT.sampling(Sampling.GREEDY.seed(7)));
        ChatRequest request = request(
                r -> r.temperature(0.9).topP(0.8).topK(50).maxOutputTokens(80).stopSequences(List.of(".", "!")));
        ChatResponse whole = HeedChatModel.of(stories, seeded).chat(request);
        ChatResponse streamed = stream(request, seeded).over.get(60, TimeUnit.SECONDS);
        assertThat(streamed.aiMessage()).isEqualTo(whole.aiMessage());
        assertThat(whole.aiMessage().text())
                .isEqualTo(written(GenerateOptions.DEFAULT
                        .maxTokens(80)
                        .sampling(new Sampling(0.9, 50, 0.8, 0, 1, java.util.Map.of(), 7))
                        .stops(List.of(".", "!"))))
                .doesNotContain(".", "!");
        assertThat(whole.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void a_cancelled_text_ends_and_nothing_more_is_heard_of_it() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Parts parts = new Parts(3, false);
        HeedStreamingChatModel.of(
                        stories,
                        ChatDefaults.STANDARD,
                        task -> Thread.ofPlatform().start(() -> {
                            task.run();
                            written.complete(null);
                        }))
                .chat(request(r -> r), parts);
        written.get(60, TimeUnit.SECONDS);
        assertThat(parts.texts).hasSize(3);
        assertThat(parts.over).isNotDone();
    }

    @Test
    void a_handler_that_throws_is_told_so_once() {
        Parts parts = new Parts(0, true);
        HeedStreamingChatModel.of(stories, ChatDefaults.STANDARD, Runnable::run).chat(request(r -> r), parts);
        assertThat(parts.texts).hasSize(1);
        assertThat(parts.over).isCompletedExceptionally();
        assertThatThrownBy(parts.over::join).hasRootCauseMessage("enough");
    }

    @Test
    void a_schema_holds_for_the_text() {
        ChatRequest request = request(r -> r.maxOutputTokens(60)
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("animal")
                                .rootElement(JsonObjectSchema.builder()
                                        .addEnumProperty("kind", List.of("dog", "cat"))
                                        .addBooleanProperty("big")
                                        .required("kind", "big")
                                        .build())
                                .build())
                        .build()));
        String text = HeedChatModel.of(stories).chat(request).aiMessage().text();
        assertThat(text.replaceAll("\\s", "")).matches("\\{\"kind\":\"(dog|cat)\",\"big\":(true|false)}");
    }

    @Test
    void what_heed_does_not_do_is_refused_by_name() {
        refused(r -> r.frequencyPenalty(0.5), "Heed does not support frequency penalty");
        refused(r -> r.presencePenalty(0.5), "Heed does not support presence penalty");
        refused(
                r -> r.toolSpecifications(
                        ToolSpecification.builder().name("clock").build()),
                "Heed does not support tools");
        refused(
                r -> r.responseFormat(ResponseFormat.JSON),
                "Heed does not support the response format JSON without a schema");
        invalid(r -> r.temperature(-1.0), "temperature: expected 0 to 100, got -1.0");
        invalid(r -> r.modelName("other"), "model name: expected stories260K, got other");
        invalid(
                r -> r.messages(SystemMessage.from("Be brief."), UserMessage.from("Hello"), AiMessage.from("Hi")),
                "model stories260K: expected one user message to go on from, as it has no chat template, got system, user,"
                        + " assistant");
    }

    @Test
    void listeners_hear_of_answers_and_errors() throws Exception {
        List<String> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        ChatDefaults defaults = ChatDefaults.STANDARD.listeners(List.of(new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext context) {
                heard.add("request");
            }

            @Override
            public void onResponse(ChatModelResponseContext context) {
                heard.add("response");
            }

            @Override
            public void onError(ChatModelErrorContext context) {
                heard.add("error");
            }
        }));
        ChatModel model = HeedChatModel.of(stories, defaults);
        model.chat(request(r -> r.maxOutputTokens(5)));
        assertThatThrownBy(() -> model.chat(request(r -> r.temperature(-1.0))))
                .isInstanceOf(InvalidRequestException.class);
        stream(request(r -> r.maxOutputTokens(5)), defaults).over.get(60, TimeUnit.SECONDS);
        assertThat(heard).containsExactly("request", "response", "request", "error", "request", "response");
    }

    private static String written(GenerateOptions options) {
        try (Generation text = stories.generate(stories.prompt(BEGINNING), options)) {
            return text.readAll();
        }
    }

    private static ChatRequest request(UnaryOperator<ChatRequest.Builder> more) {
        return more.apply(ChatRequest.builder().messages(UserMessage.from(BEGINNING)))
                .build();
    }

    private static void refused(UnaryOperator<ChatRequest.Builder> asked, String message) {
        assertThatThrownBy(() -> HeedChatModel.of(stories).chat(request(asked)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessage(message);
    }

    private static void invalid(UnaryOperator<ChatRequest.Builder> asked, String message) {
        assertThatThrownBy(() -> HeedChatModel.of(stories).chat(request(asked)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    private static Parts stream(ChatRequest request, ChatDefaults defaults) {
        Parts parts = new Parts(0, false);
        HeedStreamingChatModel.of(stories, defaults).chat(request, parts);
        return parts;
    }

    /** What a handler heard. */
    private static final class Parts implements StreamingChatResponseHandler {
        private final int cancelAfter;
        private final boolean throwing;
        private final List<String> texts = new ArrayList<>();
        private final CompletableFuture<ChatResponse> over = new CompletableFuture<>();
        private volatile Thread thread;

        Parts(int cancelAfter, boolean throwing) {
            this.cancelAfter = cancelAfter;
            this.throwing = throwing;
        }

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            thread = Thread.currentThread();
            texts.add(part.text());
            if (throwing) {
                throw new IllegalStateException("enough");
            }
            if (texts.size() == cancelAfter) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            over.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            assertThat(over.completeExceptionally(error)).as("told once").isTrue();
        }
    }
}
