package dev.heed.server.chat;

import dev.heed.ChatMessage;
import dev.heed.LanguageModel;
import dev.heed.format.InvalidFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model writes calls of functions: as its own chat template writes those of the past, which a made-up chat shows.
 *
 * @param kind what calls look like
 * @param opening what stands before a call's JSON, with the made-up function's name and id in it
 * @param key under which arguments stand: {@code arguments} or {@code parameters}
 */
record CallForm(Kind kind, String opening, String key) {
    static final String CLOSE = "</tool_call>";
    static final String ARGUMENTS = "[ARGS]";
    static final String CALL_ID = "[CALL_ID]";
    static final String PYTHON = "<|python_tag|>";
    /** The most signs of a name, an id and the markers between them. */
    static final int LONGEST_HEAD = 200;

    private static final String NAME = "heed_probe";
    private static final String ID = "heedProbe";
    private static final String QUESTION = "heed_question";
    private static final String RESULT = "heed_result";
    private static final String OBJECT = "\\{\"heed_argument\": ?\"heed_value\"\\}";
    private static final String CALL =
            "\\{(?:\"type\": ?\"function\", ?)?\"name\": ?\"" + NAME + "\", ?\"(arguments|parameters)\": ?" + OBJECT;

    /** What calls look like. */
    enum Kind {
        /** {@code <tool_call>{"name", "arguments"}</tool_call>}: Hermes, Qwen. */
        TAGGED("<tool_call>", "(<tool_call>\\s*)" + CALL + "\\}\\s*</tool_call>"),
        /** {@code [TOOL_CALLS][{"name", "arguments"}]}: Mistral. */
        LISTED("[TOOL_CALLS]", "(\\[TOOL_CALLS\\]\\s*)\\[" + CALL),
        /** {@code [TOOL_CALLS]name[ARGS]{…}}: Mistral since its eleventh tokenizer. */
        NAMED("[TOOL_CALLS]", "(\\[TOOL_CALLS\\]" + NAME + "(?:\\[CALL_ID\\]" + ID + ")?\\[ARGS\\])" + OBJECT),
        /** {@code {"name", "parameters"}} as all of a turn: Llama 3. */
        BARE("", "()" + CALL + "\\}");

        private final String marker;
        private final Pattern written;

        Kind(String marker, String written) {
            this.marker = marker;
            this.written = Pattern.compile(written);
        }

        /** What calls begin with. */
        String marker() {
            return marker;
        }
    }

    /**
     * What a model's chat template makes of functions.
     *
     * @param offers whether it shows those that are offered
     * @param results whether it shows what they gave
     * @param form how calls are written; null where that is not one of those known here
     * @param fault what it says where it refuses a chat with functions; null where it does not
     */
    record Shown(boolean offers, boolean results, CallForm form, String fault) {}

    /** Asks the template. */
    static Shown of(LanguageModel model) {
        Map<String, Object> offered = Map.of("tools", List.of(tool()));
        String[] fault = new String[1];
        String asked = rendered(model, chat().subList(0, 1), offered, fault);
        String called = rendered(model, chat().subList(0, 2), offered, fault);
        String answered = rendered(model, chat(), offered, fault);
        CallForm form = form(asked, called.isEmpty() ? answered : called);
        return new Shown(asked.contains(NAME), answered.contains(RESULT), form, fault[0]);
    }

    private static CallForm form(String asked, String called) {
        for (Kind kind : Kind.values()) {
            Matcher found = kind.written.matcher(called);
            boolean there = kind == Kind.BARE
                    ? !asked.isEmpty()
                            && called.startsWith(asked)
                            && found.region(asked.length(), called.length()).lookingAt()
                    : found.find();
            if (there) {
                return new CallForm(kind, found.group(1), kind == Kind.NAMED ? "arguments" : found.group(2));
            }
        }
        return null;
    }

    /** Empty where the template refuses the chat. */
    private static String rendered(
            LanguageModel model, List<ChatMessage> messages, Map<String, Object> more, String[] fault) {
        try {
            return model.chat(messages, more).text();
        } catch (IllegalStateException | IllegalArgumentException | InvalidFileException e) {
            fault[0] = fault[0] == null ? e.getMessage() : fault[0];
            return "";
        }
    }

    private static List<ChatMessage> chat() {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", NAME);
        function.put("arguments", Map.of("heed_argument", "heed_value"));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", ID);
        call.put("type", "function");
        call.put("function", function);
        return List.of(
                ChatMessage.of("user", QUESTION),
                new ChatMessage("assistant", "", Map.of("tool_calls", List.of(call))),
                new ChatMessage("tool", RESULT, Map.of("tool_call_id", ID, "name", NAME)));
    }

    private static Map<String, Object> tool() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("type", "object");
        parameters.put("properties", Map.of("heed_argument", Map.of("type", "string", "description", "what")));
        parameters.put("required", List.of("heed_argument"));
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", NAME);
        function.put("description", "what");
        function.put("parameters", parameters);
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    /** The beginning of a turn that is a call; the model goes on with its JSON. */
    String opening(String name) {
        return opening.replace(NAME, name).replace(ID, CalledFunction.newId());
    }

    /** Control tokens that are told as text, so that calls can be read. */
    static Set<String> markers() {
        return Set.of(Kind.TAGGED.marker, CLOSE, Kind.LISTED.marker, ARGUMENTS, CALL_ID, PYTHON);
    }

    /** What reads calls of some functions. */
    CallReader reader(Set<String> names) {
        return kind == Kind.BARE ? new BareCalls(names) : new MarkedCalls(kind, names);
    }

    /** Where the blanks from a place on end. */
    static int behindBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isNameSign(char c) {
        return c == '_' || c == '-' || c < 0x80 && Character.isLetterOrDigit(c);
    }
}
