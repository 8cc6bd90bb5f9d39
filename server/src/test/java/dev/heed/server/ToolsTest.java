package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.format.Json;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in chats over real HTTP, in OpenAI's wire form: models that write calls, and models that must. */
@Timeout(120)
class ToolsTest {
    private static final String WEATHER =
            "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"Weather\","
                    + "\"strict\":true,\"parameters\":{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\","
                    + "\"maxLength\":8},\"unit\":{\"$ref\":\"#/$defs/unit\"}},\"required\":[\"place\",\"unit\"],"
                    + "\"additionalProperties\":false,\"$defs\":{\"unit\":{\"type\":\"string\",\"enum\":[\"celsius\",\"fahrenheit\"]}}}}}";
    private static final String ADD = "{\"type\":\"function\",\"function\":{\"name\":\"add\"}}";
    private static final String ASK =
            "\"messages\":[{\"role\":\"user\",\"content\":\"Weather in Oslo?\"}],\"temperature\":0";
    private static final String OFFER = ASK + ",\"tools\":[" + WEATHER + "," + ADD + "]";
    /** What the models of scripts write, by their names. */
    private static final Map<String, List<String>> SCRIPTS = scripts();

    @TempDir
    private static Path folder;

    private static final List<LanguageModel> MODELS = new ArrayList<>();
    private static HeedServer server;
    private static Asking asking;

    private static Map<String, List<String>> scripts() {
        Map<String, List<String>> scripts = new LinkedHashMap<>();
        scripts.put(
                "tagged",
                List.of(
                        "Let me look.",
                        "\n<tool_call>",
                        "\n{\"name\": \"get_weather\", \"argu",
                        "ments\": {\"place\": \"Oslo\"}}\n</tool",
                        "_call>\n<tool_call>{\"name\": \"add\", \"arguments\": {}}</tool_call>"));
        scripts.put(
                "listed",
                List.of(
                        "[TOOL_CALLS]",
                        " [{\"name\": \"get_weather\", \"arguments\": {\"place\": \"Oslo\"}}, ",
                        "{\"name\": \"add\", \"arguments\": {}}",
                        "]"));
        scripts.put(
                "named",
                List.of(
                        "[TOOL_CALLS]",
                        "get_",
                        "weather",
                        "[ARGS]",
                        "{\"place\": ",
                        "\"Oslo\"}",
                        "\n[TOOL_CALLS]add{}"));
        scripts.put(
                "bare",
                List.of(
                        "{\"name\": \"get_weather\", ",
                        "\"parameters\": {\"place\": \"Oslo\"}}",
                        "; {\"name\": \"add\", \"parameters\": {}}"));
        return scripts;
    }

    @BeforeAll
    static void start() throws IOException {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        for (var script : SCRIPTS.entrySet()) {
            String template = template(script.getKey());
            open(ScriptedModel.into(
                    folder.resolve(script.getKey()), template, script.getValue(), Set.of("[TOOL_CALLS]", "[ARGS]")));
            open(stories("stories-" + script.getKey(), template));
        }
        open(ScriptedModel.into(folder.resolve("text"), template("tagged"), List.of("It is ", "cold.\n"), Set.of()));
        open(ScriptedModel.into(
                folder.resolve("other"),
                template("tagged"),
                List.of("<tool_call>", "{\"name\": \"rm\", \"arguments\": {}}", "\n</tool_call>"),
                Set.of()));
        String plain = "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:<|go|>";
        open(stories("plain", plain));
        open(stories("silent", "{% for m in messages if m.role == 'user' %}{{ m.content }}{% endfor %}"));
        open(stories(
                "strange",
                "{{ tools | tojson if tools else '' }}{% for m in messages %}{% if m.tool_calls %}call:"
                        + "{{ m.tool_calls[0].function.name }}{% else %}{{ m.content }}{% endif %}{% endfor %}"));
        open(stories("failing", "{% if tools %}{{ tools.append(1) }}{% endif %}{{ messages[0].content }}"));
        server.serve(List.of(), MODELS);
        asking = new Asking(server.port());
    }

    private static void open(Path model) {
        MODELS.add(LanguageModel.builder(Models.folder(model))
                .threads(server.threads())
                .open());
    }

    /** The small story model with a template. */
    private static Path stories(String name, String template) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json")) {
            try (InputStream in = ToolsTest.class.getResourceAsStream("/dev/heed/model/stories/" + file)) {
                Files.write(copy.resolve(file), in.readAllBytes());
            }
        }
        Path config = copy.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config) // its positions are turns, which have no end
                        .replaceAll("(\"max_position_embeddings\": *)[0-9]+", "$1 4096"));
        String list = Tree.json(List.of(template));
        Files.writeString(
                copy.resolve("tokenizer_config.json"),
                "{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"chat_template\":"
                        + list.substring(1, list.length() - 1) + "}");
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static String template(String form) throws IOException {
        try (InputStream in = ToolsTest.class.getResourceAsStream("tool-chats.json")) {
            return ((List<Map<String, Object>>) Json.read(in.readAllBytes(), "tool-chats.json"))
                    .stream()
                            .filter(one -> one.get("form").equals(form))
                            .map(one -> (String) one.get("source"))
                            .findFirst()
                            .orElseThrow();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        MODELS.forEach(LanguageModel::close);
    }

    private static Tree post(String model, String body) throws IOException {
        Answer answer = asking.post("/v1/chat/completions", "{\"model\":\"" + model + "\"," + body + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body()).at("choices").at(0);
    }

    /** A streamed answer put together as clients do. */
    private record Streamed(String text, List<String> calls, Set<String> ids, String reason) {
        static Streamed of(String model, String body) throws IOException {
            Answer answer =
                    asking.post("/v1/chat/completions", "{\"model\":\"" + model + "\"," + body + ",\"stream\":true}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            StringBuilder text = new StringBuilder();
            Map<Integer, String> calls = new LinkedHashMap<>();
            Set<String> ids = new java.util.LinkedHashSet<>();
            String reason = null;
            for (String event : answer.body().split("\n\n")) {
                if (!event.startsWith("data: {")) {
                    continue;
                }
                Tree choice = Tree.of(event.substring(6)).at("choices").at(0);
                Tree delta = choice.at("delta");
                if (delta.keys().contains("content")) {
                    text.append(delta.at("content").text());
                }
                if (delta.keys().contains("tool_calls")) {
                    Tree call = delta.at("tool_calls").at(0);
                    assertThat(call.at("type").text()).isEqualTo("function");
                    ids.add(call.at("id").text());
                    calls.put((int) call.at("index").number(), said(call));
                }
                reason = choice.at("finish_reason").isNull()
                        ? reason
                        : choice.at("finish_reason").text();
            }
            assertThat(List.copyOf(calls.keySet())).isEqualTo(List.of(0, 1).subList(0, calls.size()));
            return new Streamed(text.toString(), List.copyOf(calls.values()), ids, reason);
        }
    }

    private static String said(Tree call) {
        return call.at("function").at("name").text() + " "
                + call.at("function").at("arguments").text();
    }

    private static List<String> calls(Tree choice) {
        List<String> calls = new ArrayList<>();
        Tree message = choice.at("message");
        for (int i = 0;
                message.keys().contains("tool_calls")
                        && i < message.at("tool_calls").size();
                i++) {
            Tree call = message.at("tool_calls").at(i);
            assertThat(call.at("id").text()).matches("[0-9A-Za-z]{9}");
            assertThat(call.at("type").text()).isEqualTo("function");
            calls.add(said(call));
        }
        return calls;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tagged", "listed", "named", "bare"})
    void calls_are_read_whole_and_in_a_stream(String model) throws IOException {
        Tree choice = post(model, OFFER);
        assertThat(calls(choice)).containsExactly("get_weather {\"place\": \"Oslo\"}", "add {}");
        Tree content = choice.at("message").at("content");
        assertThat(content.text()).isEqualTo(model.equals("tagged") ? "Let me look." : null);
        assertThat(choice.at("finish_reason").text()).isEqualTo("tool_calls");

        Streamed streamed = Streamed.of(model, OFFER);
        assertThat(streamed.calls()).isEqualTo(calls(choice));
        assertThat(streamed.ids()).hasSize(2);
        assertThat(streamed.text()).isEqualTo(model.equals("tagged") ? "Let me look." : "");
        assertThat(streamed.reason()).isEqualTo("tool_calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tagged", "listed", "named", "bare"})
    void one_call_where_several_are_not_wanted(String model) throws IOException {
        String one = OFFER + ",\"parallel_tool_calls\":false";
        assertThat(calls(post(model, one))).containsExactly("get_weather {\"place\": \"Oslo\"}");
        assertThat(Streamed.of(model, one).calls()).containsExactly("get_weather {\"place\": \"Oslo\"}");
    }

    @Test
    void a_text_that_is_no_call_is_a_text() throws IOException {
        Tree text = post("text", OFFER);
        assertThat(text.at("message").at("content").text()).isEqualTo("It is cold.\n");
        assertThat(text.at("message").keys()).doesNotContain("tool_calls");
        assertThat(text.at("finish_reason").text()).isEqualTo("stop");
        Streamed streamed = Streamed.of("text", OFFER);
        assertThat(streamed.text()).isEqualTo("It is cold.\n");
        assertThat(streamed.reason()).isEqualTo("stop");

        String unknown = "<tool_call>{\"name\": \"rm\", \"arguments\": {}}\n</tool_call>";
        assertThat(post("other", OFFER).at("message").at("content").text()).isEqualTo(unknown);
        assertThat(Streamed.of("other", OFFER).text()).isEqualTo(unknown);
        assertThat(post("tagged", OFFER + ",\"tool_choice\":\"none\"")
                        .at("message")
                        .at("content")
                        .text())
                .as("no function may be called")
                .startsWith("Let me look.\n<tool_call>");
        assertThat(post("tagged", ASK).at("message").keys()).doesNotContain("tool_calls");
    }

    @Test
    void a_call_that_was_cut_is_a_text_and_said_to_be_cut() throws IOException {
        Tree cut = post("tagged", OFFER + ",\"max_tokens\":3");
        assertThat(cut.at("finish_reason").text()).isEqualTo("length");
        assertThat(cut.at("message").at("content").text()).contains("<tool_call>\n{\"name\": \"get_weather\"");
        Tree required = post("stories-tagged", OFFER + ",\"tool_choice\":\"required\",\"max_tokens\":3");
        assertThat(required.at("finish_reason").text()).isEqualTo("length");
        assertThat(required.at("message").at("content").text()).startsWith("<tool_call>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories-tagged", "stories-listed", "stories-named", "stories-bare"})
    void a_named_function_is_called_with_arguments_of_its_schema(String model) throws IOException {
        String named = OFFER + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}";
        Tree choice = post(model, named);
        checkWeather(calls(choice));
        assertThat(choice.at("message").at("content").isNull()).isTrue();
        assertThat(choice.at("finish_reason").text()).isEqualTo("tool_calls");
        Streamed streamed = Streamed.of(model, named);
        assertThat(streamed.calls()).isEqualTo(calls(choice));
        assertThat(streamed.text()).isEmpty();
        assertThat(streamed.reason()).isEqualTo("tool_calls");
    }

    private static void checkWeather(List<String> calls) throws IOException {
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst()).startsWith("get_weather {");
        Tree arguments = Tree.of(calls.getFirst().substring("get_weather ".length()));
        assertThat(arguments.keys()).containsExactly("place", "unit");
        assertThat(arguments.at("place").text().length()).isLessThanOrEqualTo(8);
        assertThat(arguments.at("unit").text()).isIn("celsius", "fahrenheit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories-tagged", "stories-listed", "stories-bare"})
    void a_model_that_must_call_calls_one_of_those_it_may(String model) throws IOException {
        List<String> calls = calls(post(model, OFFER + ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false"));
        assertThat(calls).hasSize(1);
        if (calls.getFirst().startsWith("add")) {
            assertThat(Tree.of(calls.getFirst().substring(4)).keys()).isEmpty();
        } else {
            checkWeather(calls);
        }
        assertThat(
                        calls(
                                post(
                                        model,
                                        OFFER
                                                + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\","
                                                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"add\"}}]}},\"parallel_tool_calls\":false")))
                .allSatisfy(call -> assertThat(call).startsWith("add {"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            plain           | "tools":[WEATHER]                                                   | tools    | does not show them
            failing         | "tools":[WEATHER]                                                   | tools    | it says
            strange         | "tools":[WEATHER]                                                   | tools    | a form that is not read here
            stories-named   | "tools":[WEATHER,ADD],"tool_choice":"required"                      | tool_choice | one function by its name
            stories-tagged  | "tools":[{"type":"custom"}]                                         | tools[0].type | expected function
            stories-tagged  | "tools":[{"type":"function"}]                                       | tools[0].function | with a name
            stories-tagged  | "tools":[{"type":"function","function":{"name":"a b"}}]             | tools[0].function.name | letters
            stories-tagged  | "tools":[ADD,ADD]                                                   | tools[1].function.name | once
            stories-tagged  | "tools":[{"type":"function","function":{"name":"a","parameters":{"type":"string"}}}] | tools[0].function.parameters | object
            stories-tagged  | "tools":{}                                                          | tools    | array
            stories-tagged  | "tools":[ADD],"tool_choice":"maybe"                                 | tool_choice | none, auto, required
            stories-tagged  | "tools":[ADD],"tool_choice":{"type":"function","function":{"name":"sub"}} | tool_choice | one of add
            stories-tagged  | "tools":[ADD],"tool_choice":{"type":"custom"}                       | tool_choice | allowed_tools
            stories-tagged  | "tool_choice":"required"                                            | tool_choice | tools beside it
            stories-tagged  | "tools":[ADD],"response_format":{"type":"json_object"}              | response_format | beside tools
            stories-tagged  | "functions":[{"name":"a"}]                                          | functions | older
            stories-tagged  | "tool_choice":"required","tools":[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"n":{"type":"integer","minimum":1}}}}}] | tools | minimum
            """)
    void what_cannot_be_done_is_refused_by_name(String model, String more, String param, String says)
            throws IOException {
        refused(model, ASK + "," + more.replace("WEATHER", WEATHER).replace("ADD", ADD), param, says);
    }

    private static void refused(String model, String body, String param, String says) throws IOException {
        Answer answer = asking.post("/v1/chat/completions", "{\"model\":\"" + model + "\"," + body + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(Tree.of(answer.body()).at("error").at("param").text()).isEqualTo(param);
        assertThat(answer.message()).contains(says).doesNotContain(param + ": " + param);
    }

    @Test
    void messages_of_functions_are_held_to_their_form() throws IOException {
        String user = "{\"role\":\"user\",\"content\":\"Hi\"}";
        String call =
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"abc\",\"type\":\"function\",\"function\":{\"name\":"
                        + "\"get_weather\",\"arguments\":\"{}\"}}]}";
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"abc\",\"content\":\"cold\"}";
        String chat = "\"messages\":[" + user + "," + call + "," + result + "],\"max_tokens\":2,\"temperature\":0";
        assertThat(post("stories-tagged", chat).at("finish_reason").text()).isEqualTo("length");
        String asAnswered = chat.replace(
                "\"role\":\"assistant\",",
                "\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"annotations\":[],\"audio\":null,");
        assertThat(post("stories-tagged", asAnswered)
                        .at("message")
                        .at("content")
                        .text())
                .isEqualTo(
                        post("stories-tagged", chat).at("message").at("content").text());
        refused("stories-listed", chat, "messages", "length 9");
        refused("plain", chat, "messages", "does not show them");
        refused("silent", chat, "messages", "no role tool");
        refused(
                "stories-tagged",
                chat.replace("\"tool_call_id\":\"abc\"", "\"tool_call_id\":\"x\""),
                "messages[2].tool_call_id",
                "got x");
        refused(
                "stories-tagged",
                chat.replace("\"{}\"", "\"{a}\""),
                "messages[1].tool_calls[0].function.arguments",
                "JSON");
        refused(
                "stories-tagged",
                chat.replace("\"{}\"", "\"3\""),
                "messages[1].tool_calls[0].function.arguments",
                "object");
        refused("stories-tagged", chat.replace("assistant", "user"), "messages[1].tool_calls", "assistant");
        refused(
                "stories-bare",
                chat.replace("[{\"id\"", "[{\"id\":\"d\",\"function\":{\"name\":\"a\"}},{\"id\""),
                "messages",
                "single tool-calls");
    }
}
