package dev.heed.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.server.HeedServer;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions that clients offer, against a real server: called, read, answered, and gone on from. */
@Timeout(120)
class ToolClientsTest {
    private static final String ASKED = "Weather in Oslo?";
    private static final String ARGUMENTS = "\\{\\s*\"place\":\\s*\"(Oslo|Rome)\"\\s*\\}";
    private static final String TEMPLATE =
            "{% if tools %}{{ tools | tojson }}\\n{% endif %}{% for m in messages %}{{ m.role }}:"
                    + " {{ m.content }}{% for c in m.tool_calls %}<tool_call>\\n{\\\"name\\\": \\\"{{ c.function.name }}\\\","
                    + " \\\"arguments\\\": {{ c.function.arguments | tojson }}}\\n</tool_call>{% endfor %}\\n{% endfor %}assistant:";

    private static LanguageModel model;
    private static HeedServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        for (String file : List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json")) {
            try (InputStream in = ToolClientsTest.class.getResourceAsStream("/dev/heed/model/stories/" + file)) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replaceAll("(\"max_position_embeddings\": *)[0-9]+", "$1 4096")); // turns
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"chat_template\":\"" + TEMPLATE + "\"}");
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        model = LanguageModel.builder(Models.folder(folder))
                .threads(server.threads())
                .open();
        server.serve(List.of(), List.of(model));
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    private static ChatCompletionCreateParams.Builder asked() {
        return ChatCompletionCreateParams.builder()
                .model(model.model().name())
                .temperature(0)
                .addUserMessage(ASKED)
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("get_weather")
                                .description("Weather at a place")
                                .strict(true)
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                                "properties",
                                                JsonValue.from(Map.of(
                                                        "place",
                                                        Map.of("type", "string", "enum", List.of("Oslo", "Rome")))))
                                        .putAdditionalProperty("required", JsonValue.from(List.of("place")))
                                        .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                                        .build())
                                .build())
                        .build());
    }

    private static ChatCompletionMessageFunctionToolCall called(ChatCompletion answer) {
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessage message = answer.choices().getFirst().message();
        assertThat(message.toolCalls().orElseThrow()).hasSize(1);
        return message.toolCalls().orElseThrow().getFirst().asFunction();
    }

    @Test
    void openAis_client_calls_answers_and_goes_on() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.address() + "v1")
                .apiKey("none")
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams required =
                asked().toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED).build();
        ChatCompletion answer = client.chat().completions().create(required);
        var call = called(answer);
        assertThat(call.function().name()).isEqualTo("get_weather");
        assertThat(call.function().arguments()).matches(ARGUMENTS);

        ChatCompletionAccumulator streamed = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(required)) {
            chunks.stream().forEach(streamed::accumulate);
        }
        assertThat(called(streamed.chatCompletion()).function()).isEqualTo(call.function());

        ChatCompletion after = client.chat()
                .completions()
                .create(asked().addMessage(answer.choices().getFirst().message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("{\"celsius\": -3}")
                                .build())
                        .maxCompletionTokens(4)
                        .build());
        assertThat(after.choices().getFirst().message().content()).isPresent();
        assertThat(after.usage().orElseThrow().promptTokens())
                .as("the call and its result are read")
                .isGreaterThan(answer.usage().orElseThrow().promptTokens() + 20);
    }

    @Test
    void langChain4j_calls_answers_and_goes_on() {
        OpenAiChatModel chat = OpenAiChatModel.builder()
                .baseUrl(server.address() + "v1")
                .apiKey("none")
                .modelName(model.model().name())
                .temperature(0.0)
                .maxRetries(0)
                .build();
        ToolSpecification weather = ToolSpecification.builder()
                .name("get_weather")
                .description("Weather at a place")
                .parameters(JsonObjectSchema.builder()
                        .addEnumProperty("place", List.of("Oslo", "Rome"))
                        .required("place")
                        .build())
                .build();
        ChatResponse answer = chat.chat(ChatRequest.builder()
                .messages(UserMessage.from(ASKED))
                .toolSpecifications(weather)
                .toolChoice(ToolChoice.REQUIRED)
                .build());
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        AiMessage message = answer.aiMessage();
        assertThat(message.toolExecutionRequests()).hasSize(1);
        ToolExecutionRequest request = message.toolExecutionRequests().getFirst();
        assertThat(request.name()).isEqualTo("get_weather");
        assertThat(request.arguments()).matches(ARGUMENTS);
        ChatResponse after = chat.chat(ChatRequest.builder()
                .messages(UserMessage.from(ASKED), message, ToolExecutionResultMessage.from(request, "cold"))
                .toolSpecifications(weather)
                .maxOutputTokens(4)
                .build());
        assertThat(after.finishReason()).isEqualTo(FinishReason.LENGTH);
    }
}
