package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.Quoted;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.weights.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ways of a Router (sentence-transformers; {@code Asym} in older versions): other modules for queries than for documents.
 * A way is the model as if its {@code modules.json} named that way's modules, then those behind the Router.
 *
 * @param files of the model
 * @param where the router's own file, for messages
 * @param ways modules by route, as {@code modules.json} lists them, in the order of the file
 * @param standard the route of texts of which nobody says what they are; null for none
 * @param mapped route by what a text is, {@code null} and {@code "text"} as they stand in the file
 */
public record Routes(
        ModelFiles files, String where, Map<String, String> ways, String standard, Map<Mapped, String> mapped) {
    private static final String FILE = "router_config.json";
    /** Of the first versions. */
    private static final String OLD_FILE = "config.json";

    private static final String TEXT = "text";
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}\"\\\\]*");
    private static final Pattern MAPPED =
            Pattern.compile("\\((None|'[^']*'|\"[^\"]*\"), *(None|'[^']*'|\"[^\"]*\"|\\(.*\\))\\)");

    /**
     * A key of {@code route_mappings}.
     *
     * @param task null for any
     * @param modality null for any
     */
    record Mapped(String task, String modality) {}

    /** The routes of a model that has some. */
    public static Optional<Routes> of(ModelFiles files) {
        if (!files.has(ModuleList.FILE)) {
            return Optional.empty();
        }
        ModuleList list = ModuleList.read(files);
        if (!list.has(Kind.ROUTER)) {
            return Optional.empty();
        }
        if (list.modules().getFirst().kind() != Kind.ROUTER
                || list.modules().stream()
                                .filter(module -> module.kind() == Kind.ROUTER)
                                .count()
                        > 1) {
            throw new InvalidFileException(
                    list.where() + ": expected one Router, the first module, got other modules before it");
        }
        ModuleList.Module router = list.modules().getFirst();
        String file = files.has(router.file(FILE)) ? router.file(FILE) : router.file(OLD_FILE);
        return Optional.of(
                new Reader(files, router, files.path(file)).read(JsonObject.read(files.read(file), files.path(file))));
    }

    /** Their names, in the order of the file. */
    public List<String> names() {
        return List.copyOf(ways.keySet());
    }

    /**
     * The model for texts of a kind, as the library chooses it: by {@code route_mappings}, else the route of that name.
     *
     * @param task {@code query}, {@code document}, …; null where nobody says, for the folder's own choice
     * @throws IllegalArgumentException if no route is for such texts
     */
    public ModelFiles route(String task) {
        String way = Stream.of(
                        new Mapped(task, TEXT), new Mapped(task, null), new Mapped(null, TEXT), new Mapped(null, null))
                .filter(mapped::containsKey)
                .map(mapped::get)
                .findFirst()
                .orElseGet(() -> named(task));
        return new ModelFiles.Overlaid(
                files, Map.of(ModuleList.FILE, ways.get(way).getBytes(StandardCharsets.UTF_8)));
    }

    private String named(String task) {
        if (task != null && ways.containsKey(task)) {
            return task;
        }
        String way = ways.containsKey(TEXT) ? TEXT : standard;
        if (task != null && !ways.containsKey(TEXT) || way == null) {
            throw new IllegalArgumentException(where + ": expected one of the routes " + names() + ", got "
                    + (task == null ? "none, and the model has no usual one" : task));
        }
        return way;
    }

    /** Reads the router's file. */
    private record Reader(ModelFiles files, ModuleList.Module router, String where) {
        Routes read(JsonObject json) {
            JsonObject types = required(json, "types");
            JsonObject structure = required(json, "structure");
            JsonObject parameters = json.object("parameters").orElse(JsonObject.of(Map.of(), where));
            FolderFile.ROUTER_PARAMETERS.unknown(parameters).stream()
                    .findFirst()
                    .ifPresent(key -> {
                        throw new InvalidFileException(
                                where + ": parameters: expected default_route, allow_empty_key and route_mappings, got "
                                        + Quoted.of(key));
                    });
            String behind = behind();
            Map<String, String> ways = new LinkedHashMap<>();
            for (String route : structure.keys()) {
                List<String> entries = new ArrayList<>();
                structure.strings(route).forEach(id -> entries.add(entry(id, types)));
                if (entries.isEmpty()) {
                    throw new InvalidFileException(
                            where + ": structure: expected modules for " + Quoted.of(route) + ", got none");
                }
                ways.put(route, "[" + String.join(", ", entries) + behind + "]");
            }
            return new Routes(files, where, ways, standard(parameters, ways), mapped(parameters, ways));
        }

        private JsonObject required(JsonObject json, String key) {
            return json.object(key)
                    .filter(object -> !object.keys().isEmpty())
                    .orElseThrow(
                            () -> new InvalidFileException(where + ": expected a value for " + key + ", found none"));
        }

        private String entry(String id, JsonObject types) {
            String type = types.string(id)
                    .orElseThrow(() -> new InvalidFileException(
                            where + ": types: expected one for " + Quoted.of(id) + ", found none"));
            if (ModuleList.kind(type, where) == Kind.ROUTER) {
                throw new InvalidFileException(
                        where + ": types: expected modules, got a Router within a Router (" + id + ")");
            }
            return module(type, router.file(id));
        }

        /** What stands behind the Router in {@code modules.json}, as it stands there. */
        private String behind() {
            StringBuilder entries = new StringBuilder();
            List<JsonObject> all = JsonObject.readArray(files.read(ModuleList.FILE), files.path(ModuleList.FILE));
            for (JsonObject module : all.subList(1, all.size())) {
                entries.append(", ")
                        .append(module(
                                module.string("type").orElse(""),
                                module.string("path").orElse("")));
            }
            return entries.toString();
        }

        private String module(String type, String path) {
            if (!PLAIN.matcher(type).matches() || !PLAIN.matcher(path).matches()) {
                throw new InvalidFileException(where + ": types: expected names of modules, got " + Quoted.of(path));
            }
            return "{\"type\": \"" + type + "\", \"path\": \"" + path + "\"}";
        }

        private String standard(JsonObject parameters, Map<String, String> ways) {
            String stated = parameters.string("default_route").orElse(null);
            if (stated != null && !ways.containsKey(stated)) {
                throw new InvalidFileException(
                        where + ": default_route: expected one of " + ways.keySet() + ", got " + stated);
            }
            return stated == null && parameters.bool("allow_empty_key").orElse(true)
                    ? ways.keySet().iterator().next()
                    : stated;
        }

        private Map<Mapped, String> mapped(JsonObject parameters, Map<String, String> ways) {
            Map<Mapped, String> mapped = new LinkedHashMap<>();
            Optional<JsonObject> stated = parameters.object("route_mappings");
            for (String key : stated.map(JsonObject::keys).orElse(Set.of())) {
                Matcher parts = MAPPED.matcher(key);
                String route = stated.orElseThrow().string(key).orElse("");
                if (!parts.matches() || !ways.containsKey(route)) {
                    throw new InvalidFileException(where + ": route_mappings: expected (task, modality) and one of "
                            + ways.keySet() + ", got " + Quoted.of(key) + " and " + Quoted.of(route));
                }
                mapped.put(new Mapped(name(parts.group(1)), name(parts.group(2))), route);
            }
            return mapped;
        }

        private static String name(String written) {
            return written.equals("None") ? null : written.substring(1, written.length() - 1);
        }
    }
}
