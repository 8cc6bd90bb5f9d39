package dev.heed.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The page's modules as one script. Each becomes a function of its own, so that their names cannot meet; imports become
 * what the earlier ones gave. Our modules keep to what this reads: {@code import { a, b } from "./x.js"} on one line, and
 * {@code export} before a function, class or const.
 */
final class Bundle {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:(\\{[^}]*}) from )?\"\\./([a-z-]+)\\.js\";$");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ((?:async )?function|class|const) ([A-Za-z]+)");

    private Bundle() {}

    static String script() {
        StringBuilder script = new StringBuilder("\n");
        for (String name : Page.names()) {
            if (name.endsWith(".js")) {
                append(
                        script,
                        name.substring(0, name.length() - 3),
                        new String(Page.read(name), StandardCharsets.UTF_8));
            }
        }
        if (script.indexOf("</script") >= 0) {
            throw new IllegalStateException("page: expected no </script in its modules");
        }
        return script.toString();
    }

    private static void append(StringBuilder script, String name, String source) {
        List<String> exported = new ArrayList<>(
                EXPORT.matcher(source).results().map(found -> found.group(2)).toList());
        String body =
                EXPORT.matcher(IMPORT.matcher(source).replaceAll(Bundle::taken)).replaceAll("$1 $2");
        if (Pattern.compile("(?m)^(import|export) ").matcher(body).find()) {
            throw new IllegalStateException("page: expected imports and exports of the simple kind in " + name + ".js");
        }
        script.append("const ")
                .append(variable(name))
                .append(" = (() => {\n")
                .append(body)
                .append("return { ")
                .append(String.join(", ", exported))
                .append(" };\n})();\n");
    }

    private static String taken(MatchResult found) {
        return found.group(1) == null ? "" : "const " + found.group(1) + " = " + variable(found.group(2)) + ";";
    }

    private static String variable(String module) {
        return "module_" + module.replace('-', '_');
    }
}
