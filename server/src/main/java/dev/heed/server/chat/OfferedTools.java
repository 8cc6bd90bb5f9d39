package dev.heed.server.chat;

import dev.heed.server.http.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that a chat offers, as OpenAI's clients send them.
 *
 * @param shown to the model; empty for none
 * @param callable those of them that it may call
 * @param required whether it must call one
 * @param several whether it may call more than one
 */
record OfferedTools(List<Tool> shown, List<Tool> callable, boolean required, boolean several) {
    private static final OfferedTools NONE = new OfferedTools(List.of(), List.of(), false, true);
    private static final int MOST = 128;
    private static final int LONGEST_NAME = 64;
    private static final Set<String> TOOL = Set.of("type", "function");
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");
    private static final Map<String, Object> NO_PARAMETERS = noParameters();

    /**
     * A function.
     *
     * @param whole as templates expect it
     * @param parameters a JSON schema
     */
    record Tool(String name, Map<String, Object> whole, Object parameters) {}

    private static Map<String, Object> noParameters() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("type", "object");
        none.put("properties", Map.of());
        return none;
    }

    boolean isEmpty() {
        return shown.isEmpty();
    }

    /** Of a request. */
    static OfferedTools of(Keys keys) {
        refuseOlder(keys);
        boolean several = keys.flagOrNull("parallel_tool_calls") != Boolean.FALSE;
        List<Tool> tools = tools(keys);
        Object choice = keys.value("tool_choice");
        if (choice instanceof Map<?, ?>) {
            return chosen(keys.object("tool_choice"), tools, several);
        }
        String word = choice == null ? "auto" : keys.textOrNull("tool_choice");
        return switch (word) {
            case "none" -> NONE;
            case "auto" -> tools.isEmpty() ? NONE : new OfferedTools(tools, tools, false, several);
            case "required" -> new OfferedTools(some(tools), tools, true, several);
            default ->
                throw Asked.malformed(
                        "tool_choice", "expected none, auto, required or a function by its name, got " + word);
        };
    }

    private static void refuseOlder(Keys keys) {
        for (String key : List.of("functions", "function_call")) {
            if (keys.has(key) && !(keys.value(key) instanceof List<?> list && list.isEmpty())) {
                throw Asked.malformed(key, "expected none: it is an older form; functions are offered as tools");
            }
        }
    }

    private static List<Tool> some(List<Tool> tools) {
        if (tools.isEmpty()) {
            throw Asked.malformed("tool_choice", "expected tools beside it, got none");
        }
        return tools;
    }

    private static OfferedTools chosen(Keys choice, List<Tool> tools, boolean several) {
        some(tools);
        String type = choice.text("type");
        if (type.equals("function")) {
            Set<String> name = Set.of(name(choice.only(TOOL), "tool_choice", tools));
            return new OfferedTools(tools, named(tools, name), true, false);
        }
        if (!type.equals("allowed_tools")) {
            throw Asked.malformed("tool_choice", "expected the type function or allowed_tools, got " + type);
        }
        Keys allowed = choice.only(Set.of("type", "allowed_tools")).object("allowed_tools");
        if (allowed == null) {
            throw Asked.malformed("tool_choice", "expected allowed_tools, got none");
        }
        String mode = allowed.only(Set.of("mode", "tools")).text("mode");
        if (!mode.equals("auto") && !mode.equals("required")) {
            throw Asked.malformed("tool_choice", "expected the mode auto or required, got " + mode);
        }
        Set<String> names = new LinkedHashSet<>();
        for (Keys each : allowed.objects("tools")) {
            names.add(name(each.only(TOOL), "tool_choice", tools));
        }
        return new OfferedTools(tools, named(tools, names), mode.equals("required"), several);
    }

    private static List<Tool> named(List<Tool> tools, Set<String> names) {
        return tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    private static String name(Keys keys, String where, List<Tool> tools) {
        Keys function = keys.object("function");
        String name = function == null ? null : function.only(Set.of("name")).textOrNull("name");
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Asked.malformed(
                    where,
                    "expected one of "
                            + String.join(", ", tools.stream().map(Tool::name).toList()) + ", got " + name);
        }
        return name;
    }

    private static List<Tool> tools(Keys keys) {
        if (!keys.has("tools") || keys.value("tools") instanceof List<?> list && list.isEmpty()) {
            return List.of();
        }
        List<Keys> given = keys.objects("tools");
        if (given.size() > MOST) {
            throw Asked.malformed("tools", "expected at most " + MOST + ", got " + given.size());
        }
        List<Tool> tools = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Tool tool = tool(given.get(i), "tools[" + i + "]");
            if (!names.add(tool.name())) {
                throw Asked.malformed(
                        "tools[" + i + "].function.name", "expected each name once, got " + tool.name() + " twice");
            }
            tools.add(tool);
        }
        return tools;
    }

    private static Tool tool(Keys keys, String where) {
        String type = keys.textOrNull("type");
        if (!"function".equals(type)) {
            throw Asked.malformed(where + ".type", "expected function, got " + type);
        }
        Keys function = keys.only(TOOL).object("function");
        if (function == null) {
            throw Asked.malformed(where + ".function", "expected a function with a name, got none");
        }
        String name = function.only(FUNCTION).text("name");
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !name.chars().allMatch(c -> CallForm.isNameSign((char) c))) {
            throw Asked.malformed(
                    where + ".function.name",
                    "expected 1 to " + LONGEST_NAME + " letters, digits, _ and -, got " + name);
        }
        function.flagOrNull("strict");
        Object parameters = parameters(function, where);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", name);
        said.put("description", function.has("description") ? function.text("description") : "");
        said.put("parameters", parameters);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("type", "function");
        whole.put("function", said);
        return new Tool(name, whole, parameters);
    }

    private static Object parameters(Keys function, String where) {
        Object given = function.value("parameters");
        if (given == null || given instanceof Map<?, ?> map && map.isEmpty()) {
            return NO_PARAMETERS;
        }
        if (!(given instanceof Map<?, ?> map) || !"object".equals(map.get("type"))) {
            throw Asked.malformed(where + ".function.parameters", "expected a schema of the type object, got another");
        }
        return given;
    }

    /** As a template gets them. */
    List<Object> whole() {
        return shown.stream().map(tool -> (Object) tool.whole()).toList();
    }

    /** The names of those that may be called. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        callable.forEach(tool -> names.add(tool.name()));
        return names;
    }
}
