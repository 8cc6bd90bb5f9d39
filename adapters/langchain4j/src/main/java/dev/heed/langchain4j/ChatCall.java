package dev.heed.langchain4j;

import dev.heed.ChatMessage;
import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.generation.Finish;
import dev.heed.generation.Sampling;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.stream.Collectors;

/** A request of LangChain4j as Heed's prompt and options. What Heed cannot do is refused by its name. */
record ChatCall(Prompt prompt, GenerateOptions options) {
    /**
     * Reads a request.
     *
     * @param standard where the request says nothing
     * @throws UnsupportedFeatureException if it asks for something that Heed does not do
     * @throws InvalidRequestException if a value is outside its range
     */
    static ChatCall of(ChatRequest request, LanguageModel model, GenerateOptions standard) {
        refuse(request, model);
        try {
            GenerateOptions options = options(request, standard);
            options.check();
            return new ChatCall(prompt(request, model), options);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(e.getMessage(), e);
        }
    }

    private static void refuse(ChatRequest request, LanguageModel model) {
        if (request.modelName() != null
                && !request.modelName().equals(model.model().name())) {
            throw new InvalidRequestException(
                    "model name: expected " + model.model().name() + ", got " + request.modelName());
        }
        refuseIf(request.frequencyPenalty() != null, "frequency penalty");
        refuseIf(request.presencePenalty() != null, "presence penalty");
        refuseIf(!request.toolSpecifications().isEmpty(), "tools");
        refuseIf(request.toolChoice() != null, "tool choice");
        ResponseFormat format = request.responseFormat();
        refuseIf(
                format != null && format.type() == ResponseFormatType.JSON && format.jsonSchema() == null,
                "the response format JSON without a schema");
    }

    private static void refuseIf(boolean asked, String what) {
        if (asked) {
            throw new UnsupportedFeatureException("Heed does not support " + what);
        }
    }

    private static GenerateOptions options(ChatRequest request, GenerateOptions standard) {
        Sampling sampling = standard.sampling();
        if (request.temperature() != null) {
            sampling = sampling.temperature(request.temperature());
        }
        if (request.topP() != null) {
            sampling = sampling.topP(request.topP());
        }
        if (request.topK() != null) {
            sampling = sampling.topK(request.topK());
        }
        GenerateOptions options = standard.sampling(sampling);
        if (request.maxOutputTokens() != null) {
            options = options.maxTokens(request.maxOutputTokens());
        }
        if (!request.stopSequences().isEmpty()) {
            options = options.stops(request.stopSequences());
        }
        ResponseFormat format = request.responseFormat();
        return format == null || format.jsonSchema() == null
                ? options
                : options.schema(
                        SchemaValues.of(format.jsonSchema()),
                        format.jsonSchema().name());
    }

    /** A model without a chat template goes on from the one text that it is given. */
    private static Prompt prompt(ChatRequest request, LanguageModel model) {
        List<ChatMessage> messages =
                request.messages().stream().map(ChatCall::message).toList();
        if (model.chats()) {
            return model.chat(messages);
        }
        if (messages.size() != 1 || !messages.getFirst().role().equals("user")) {
            throw new InvalidRequestException("model " + model.model().name()
                    + ": expected one user message to go on from, as it has no chat template, got "
                    + messages.stream().map(ChatMessage::role).collect(Collectors.joining(", ")));
        }
        return model.prompt(messages.getFirst().content());
    }

    private static ChatMessage message(dev.langchain4j.data.message.ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> ChatMessage.of("system", system.text());
            case UserMessage user -> ChatMessage.of("user", text(user.contents()));
            case AiMessage ai -> {
                refuseIf(ai.hasToolExecutionRequests(), "tools");
                yield ChatMessage.of("assistant", ai.text() == null ? "" : ai.text());
            }
            default ->
                throw new UnsupportedFeatureException("Heed does not support messages of the type " + message.type());
        };
    }

    private static String text(List<Content> contents) {
        StringBuilder text = new StringBuilder();
        for (Content content : contents) {
            refuseIf(!(content instanceof TextContent), "content of the type " + content.type());
            text.append(text.isEmpty() ? "" : "\n").append(((TextContent) content).text());
        }
        return text.toString();
    }

    /** What is told of a text that is over. */
    ChatResponse response(String text, Generation written, LanguageModel model) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text))
                .modelName(model.model().name())
                .tokenUsage(new TokenUsage(prompt.tokens().size(), written.count()))
                .finishReason(reason(written.finish()))
                .build();
    }

    private static FinishReason reason(Finish finish) {
        return switch (finish) {
            case STOP, END -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case INTERRUPTED, LOOP -> FinishReason.OTHER;
        };
    }
}
