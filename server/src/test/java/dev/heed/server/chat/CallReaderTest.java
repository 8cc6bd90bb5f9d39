package dev.heed.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.server.chat.CallForm.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls in texts that come in pieces of any length: what is a call, what is text, whichever way it is cut. */
class CallReaderTest {
    private static final Set<String> NAMES = Set.of("get_weather", "add");

    /** @param calls as {@code name arguments} */
    private record Case(Kind kind, String written, String text, List<String> calls) {
        @Override
        public String toString() {
            return kind + " " + written;
        }
    }

    private static Case tagged(String written, String text, String... calls) {
        return new Case(Kind.TAGGED, written, text, List.of(calls));
    }

    private static Case listed(String written, String text, String... calls) {
        return new Case(Kind.LISTED, written, text, List.of(calls));
    }

    private static Case named(String written, String text, String... calls) {
        return new Case(Kind.NAMED, written, text, List.of(calls));
    }

    private static Case bare(String written, String text, String... calls) {
        return new Case(Kind.BARE, written, text, List.of(calls));
    }

    private static List<Case> cases() {
        String add = "{\"name\": \"add\", \"arguments\": {\"a\": 1}}";
        return List.of(
                tagged("Just text. ", "Just text. "),
                tagged(" \n ", " \n "),
                tagged("a < b <tool", "a < b <tool"),
                tagged("<tool_call>\n" + add + "\n</tool_call>", "", "add {\"a\": 1}"),
                tagged("<tool_call>" + add, "", "add {\"a\": 1}"),
                tagged("<tool_call>" + add + "</tool_c", "", "add {\"a\": 1}"),
                tagged("Let me see.\n\n<tool_call>" + add + "</tool_call>\n", "Let me see.", "add {\"a\": 1}"),
                tagged(
                        "<tool_call>" + add
                                + "</tool_call>\n<tool_call>{\"arguments\":{}, \"name\":\"get_weather\"}</tool_call>",
                        "",
                        "add {\"a\": 1}",
                        "get_weather {}"),
                tagged(
                        "<tool_call>{\"name\": \"add\", \"arguments\": {\"a\": \"</tool_call> } \\\" {\"}}</tool_call> So.",
                        " So.",
                        "add {\"a\": \"</tool_call> } \\\" {\"}"),
                tagged(
                        "<tool_call>{\"name\": \"rm\", \"arguments\": {}}</tool_call>",
                        "<tool_call>{\"name\": \"rm\", \"arguments\": {}}</tool_call>"),
                tagged(
                        "<tool_call>{\"name\": \"add\", \"arguments\": 3}</tool_call>",
                        "<tool_call>{\"name\": \"add\", \"arguments\": 3}</tool_call>"),
                tagged(
                        "<tool_call>{\"name\": \"add\", \"arguments\": {\"a\": 1",
                        "<tool_call>{\"name\": \"add\", \"arguments\": {\"a\": 1"),
                tagged(
                        "<tool_call>{'name': 'add', 'arguments': {}}</tool_call>",
                        "<tool_call>{'name': 'add', 'arguments': {}}</tool_call>"),
                tagged("<tool_call>call add</tool_call>", "<tool_call>call add</tool_call>"),
                tagged("<tool_call><tool_call>" + add + "</tool_call>", "<tool_call>", "add {\"a\": 1}"),
                tagged(
                        "<tool_call>{\"name\": \"add\", \"name\": \"add\", \"arguments\": {}}",
                        "<tool_call>{\"name\": \"add\", \"name\": \"add\", \"arguments\": {}}"),
                listed("[TOOL_CALLS] [" + add + "]", "", "add {\"a\": 1}"),
                listed(
                        "[TOOL_CALLS][" + add
                                + ", {\"name\": \"get_weather\", \"arguments\": {\"x\": []}, \"id\": \"VvvODy9mT\"}]",
                        "",
                        "add {\"a\": 1}",
                        "get_weather {\"x\": []}"),
                listed("[TOOL_CALLS] []", "[TOOL_CALLS] []"),
                listed("[TOOL_CALLS] [" + add + ", 3]", "[TOOL_CALLS] [" + add + ", 3]"),
                listed("See [TOOL_BOX] and [TOOL_CALLS] [" + add, "See [TOOL_BOX] and [TOOL_CALLS] [" + add),
                named("[TOOL_CALLS]add[ARGS]{\"a\": 1}", "", "add {\"a\": 1}"),
                named("[TOOL_CALLS]add[CALL_ID]VvvODy9mT[ARGS] {\"a\": 1}", "", "add {\"a\": 1}"),
                named("[TOOL_CALLS]add{\"a\": \"[ARGS]\"}", "", "add {\"a\": \"[ARGS]\"}"),
                named(
                        "Hm.[TOOL_CALLS]add[ARGS]{}[TOOL_CALLS]get_weather[ARGS]{\"b\":2}",
                        "Hm.",
                        "add {}",
                        "get_weather {\"b\":2}"),
                named("[TOOL_CALLS]rm[ARGS]{}", "[TOOL_CALLS]rm[ARGS]{}"),
                named("[TOOL_CALLS]add[ARGS]nothing", "[TOOL_CALLS]add[ARGS]nothing"),
                named("[TOOL_CALLS]add", "[TOOL_CALLS]add"),
                bare("{\"name\": \"add\", \"parameters\": {\"a\": 1}}", "", "add {\"a\": 1}"),
                bare(" <|python_tag|> {\"name\": \"add\", \"parameters\": {\"a\": 1}}\n", "", "add {\"a\": 1}"),
                bare(
                        "{\"type\": \"function\", \"name\": \"add\", \"parameters\": {}}; {\"name\": \"get_weather\", \"parameters\": {}}",
                        "",
                        "add {}",
                        "get_weather {}"),
                bare("{\"name\": \"Bo\", \"age\": 3}", "{\"name\": \"Bo\", \"age\": 3}"),
                bare("{\"name\": \"Bo\"", "{\"name\": \"Bo\""),
                bare(
                        "I call {\"name\": \"add\", \"parameters\": {}}",
                        "I call {\"name\": \"add\", \"parameters\": {}}"),
                bare("{\"name\": \"add\", \"parameters\": {}} is done.", " is done.", "add {}"),
                bare(" ", " "),
                bare("", ""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whichever_way_a_text_is_cut(Case given) {
        CallForm form = new CallForm(given.kind(), "", "arguments");
        for (int length : new int[] {1, 2, 3, 7, 1000}) {
            CallReader reader = form.reader(NAMES);
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < given.written().length(); at += length) {
                text.append(reader.add(
                        given.written().substring(at, Math.min(given.written().length(), at + length))));
            }
            text.append(reader.end());
            assertThat(text.toString()).as("in pieces of " + length).isEqualTo(given.text());
            assertThat(reader.calls().stream()
                            .map(call -> call.name() + " " + call.arguments())
                            .toList())
                    .as("in pieces of " + length)
                    .isEqualTo(given.calls());
            assertThat(reader.calls()).allSatisfy(call -> assertThat(call.id()).matches("[0-9A-Za-z]{9}"));
        }
    }
}
