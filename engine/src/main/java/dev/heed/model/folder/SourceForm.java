package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model that translates is told its languages, and what stands around a source. Immutable, thread-safe.
 *
 * @param scheme where the languages' ids stand
 * @param codes ids by code, {@code deu_Latn}; empty for a model of one direction, or of none
 * @param around the source's own tokens, without languages
 * @param from what it translates from, as the folder or its name states it
 * @param to what it translates to, likewise
 * @param prefixes what stands before a source by {@code from_to_to}: T5's tasks
 * @param tasks whether a source may begin with words that say what is to be done
 * @param limit tokens of a source at most, by the folder; 0 where it says nothing
 */
public record SourceForm(
        Scheme scheme,
        SortedMap<String, Integer> codes,
        Template around,
        Optional<String> from,
        Optional<String> to,
        Map<String, String> prefixes,
        boolean tasks,
        int limit) {
    /** Where the ids of languages stand. */
    public enum Scheme {
        /** Nowhere. */
        NONE,
        /** The target's before the source: Marian's models of many targets. */
        TARGET_BEFORE,
        /** The source's before the source, the target's first in the target: M2M100, NLLB, mBART-50. */
        SOURCE_BEFORE,
        /** The source's behind the source, the target's first in the target: NLLB as it was first published. */
        SOURCE_BEHIND,
        /** The source's behind the source, a target begins with its own: mBART. */
        SOURCE_BEHIND_TARGET_STARTS
    }

    private static final String CONFIG = "tokenizer_config.json";
    private static final Pattern NLLB = Pattern.compile("([a-z]{3}_[A-Z][a-z]{3})");
    private static final Pattern M2M100 = Pattern.compile("__([a-z]{2,3})__");
    private static final Pattern MBART = Pattern.compile("([a-z]{2}_[A-Z]{2})");
    private static final Pattern MARIAN = Pattern.compile(">>(.+)<<");
    private static final Pattern NAME = Pattern.compile(".*[-_]([a-z]{2,3})[-_]([a-z]{2,3})");
    private static final Pattern TASK = Pattern.compile("translation_([a-z]+_to_[a-z]+)");
    /** Families that are told languages by ids alone: words before a source are translated with it. */
    private static final Set<String> CODED = Set.of("marian", "m2m_100", "mbart");

    private static final int LONGEST_LIMIT = 1 << 20; // configurations say 1e30 for none

    public SourceForm {
        codes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        prefixes = Map.copyOf(prefixes);
    }

    /**
     * Of a folder.
     *
     * @param family the model's type
     * @param name how the model is called
     */
    public static SourceForm of(ModelFiles files, String family, String name, Tokenizer tokenizer) {
        JsonObject json = files.has(CONFIG)
                ? JsonObject.read(files.read(CONFIG), files.path(CONFIG))
                : JsonObject.of(Map.of(), files.path(CONFIG));
        JsonObject model = JsonObject.read(files.read("config.json"), files.path("config.json"));
        String named = json.string("tokenizer_class").orElse("");
        Scheme scheme = scheme(family, named, json);
        SortedMap<String, Integer> codes = codes(tokenizer, family, named);
        Matcher byName = NAME.matcher(name);
        boolean twoInName = scheme != Scheme.SOURCE_BEFORE && byName.matches();
        return new SourceForm(
                codes.isEmpty() ? Scheme.NONE : scheme,
                codes,
                scheme == Scheme.NONE || scheme == Scheme.TARGET_BEFORE ? tokenizer.template() : end(tokenizer),
                stated(json, "source_lang").or(() -> twoInName ? Optional.of(byName.group(1)) : Optional.empty()),
                stated(json, "target_lang").or(() -> twoInName ? Optional.of(byName.group(2)) : Optional.empty()),
                prefixes(model),
                !CODED.contains(family),
                (int) json.number("model_max_length").stream()
                        .filter(length -> length >= 1 && length <= LONGEST_LIMIT)
                        .findFirst()
                        .orElse(0));
    }

    private static Optional<String> stated(JsonObject json, String key) {
        return json.value(key).filter(String.class::isInstance).map(String.class::cast);
    }

    private static Scheme scheme(String family, String named, JsonObject json) {
        return switch (family) {
            case "marian" -> Scheme.TARGET_BEFORE;
            case "m2m_100" -> json.bool("legacy_behaviour").orElse(false) ? Scheme.SOURCE_BEHIND : Scheme.SOURCE_BEFORE;
            case "mbart" ->
                named.startsWith("MBart50") || named.startsWith("Nllb")
                        ? Scheme.SOURCE_BEFORE
                        : Scheme.SOURCE_BEHIND_TARGET_STARTS;
            default -> Scheme.NONE;
        };
    }

    private static SortedMap<String, Integer> codes(Tokenizer tokenizer, String family, String named) {
        List<Pattern> patterns = switch (family) {
            case "marian" -> List.of(MARIAN);
            case "m2m_100" -> named.startsWith("Nllb") ? List.of(NLLB) : List.of(M2M100, NLLB);
            case "mbart" -> List.of(MBART);
            default -> List.of();
        };
        SortedMap<String, Integer> codes = new TreeMap<>();
        tokenizer.controls().forEach((piece, id) -> {
            for (Pattern pattern : patterns) {
                Matcher matcher = pattern.matcher(piece);
                if (matcher.matches()) {
                    codes.put(matcher.group(1), id);
                }
            }
        });
        return codes;
    }

    /** The end alone: the file's template has the language that was set when it was saved. */
    private static Template end(Tokenizer tokenizer) {
        int end = tokenizer.id("</s>").orElse(-1);
        return end < 0 ? Template.EMPTY : new Template(new int[0], new int[] {end});
    }

    private static Map<String, String> prefixes(JsonObject model) {
        Map<String, String> prefixes = new TreeMap<>();
        model.object("task_specific_params").ifPresent(tasks -> {
            for (String key : tasks.keys()) {
                Matcher task = TASK.matcher(key);
                if (task.matches()) {
                    tasks.object(key)
                            .flatMap(one -> one.string("prefix"))
                            .ifPresent(prefix -> prefixes.put(task.group(1), prefix));
                }
            }
        });
        return prefixes;
    }

    /** Codes of what it reads. */
    public List<String> sources() {
        boolean told = scheme != Scheme.NONE && scheme != Scheme.TARGET_BEFORE;
        return told ? List.copyOf(codes.keySet()) : tasks(0);
    }

    /** Codes of what it writes. */
    public List<String> targets() {
        return scheme == Scheme.NONE ? tasks(1) : List.copyOf(codes.keySet());
    }

    private List<String> tasks(int side) {
        return prefixes.keySet().stream()
                .map(task -> task.split("_to_")[side])
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The code that a language goes by here: itself, or the one code of the same language ({@code de} is {@code deu_Latn}).
     *
     * @throws IllegalArgumentException if there is none, or more than one; the message lists codes
     */
    public static String code(String what, String language, List<String> codes) {
        if (codes.contains(language)) {
            return language;
        }
        List<String> same =
                codes.stream().filter(code -> sameLanguage(code, language)).toList();
        if (same.size() == 1) {
            return same.getFirst();
        }
        throw new IllegalArgumentException(
                what + ": expected one of " + (same.isEmpty() ? shown(codes) : same) + ", got " + language);
    }

    private static String shown(List<String> codes) {
        return codes.size() <= 250 ? codes.toString() : codes.subList(0, 250) + " …";
    }

    /** Whether two codes are of one language: {@code de}, {@code deu}, {@code de_DE}, {@code deu_Latn}. */
    public static boolean sameLanguage(String one, String other) {
        return three(one).equals(three(other));
    }

    private static String three(String code) {
        String language = code.split("[_-]")[0].toLowerCase(Locale.ROOT);
        try {
            String three = Locale.of(language).getISO3Language();
            return three.isEmpty() ? language : three;
        } catch (MissingResourceException e) {
            return language;
        }
    }

    /** Ids around a source; the languages are codes, null where none is told. */
    public Template around(String source, String target) {
        int[] before = around.prefix();
        int[] behind = around.suffix();
        return switch (scheme) {
            case NONE -> around;
            case TARGET_BEFORE -> target == null ? around : new Template(joined(codes.get(target), before), behind);
            case SOURCE_BEFORE -> new Template(joined(codes.get(source), before), behind);
            case SOURCE_BEHIND, SOURCE_BEHIND_TARGET_STARTS -> new Template(before, joined(behind, codes.get(source)));
        };
    }

    private static int[] joined(int first, int[] rest) {
        int[] joined = new int[rest.length + 1];
        joined[0] = first;
        System.arraycopy(rest, 0, joined, 1, rest.length);
        return joined;
    }

    private static int[] joined(int[] rest, int last) {
        int[] joined = java.util.Arrays.copyOf(rest, rest.length + 1);
        joined[rest.length] = last;
        return joined;
    }
}
