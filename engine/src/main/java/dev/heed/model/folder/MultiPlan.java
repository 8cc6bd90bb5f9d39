package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a late-interaction model (ColBERT: Khattab and Zaharia, 2020) reads queries and documents: as PyLate writes it, or
 * sentence-transformers' {@code MultiVectorEncoder}.
 *
 * @param expansion what a query is filled with; null for nothing
 */
public record MultiPlan(Side query, Side document, Expansion expansion) {
    private static final String COLBERT_FILE = "artifact.metadata";
    private static final int USUAL_QUERY_LENGTH = 32;
    private static final Set<String> SIMILARITIES = Set.of("cosine", "dot", "maxsim");
    private static final Set<String> PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
            .chars()
            .mapToObj(Character::toString)
            .collect(Collectors.toSet());

    /**
     * One of the two kinds of texts.
     *
     * @param marker a token put behind the first special one; null for none
     * @param prompt put before the text; tokens spelled in it are recognised
     * @param length the most tokens, special ones and the marker included
     * @param skipped pieces whose tokens are read but have no vector
     */
    public record Side(String marker, String prompt, int length, Set<String> skipped) {
        public Side {
            skipped = Set.copyOf(skipped);
        }
    }

    /**
     * Tokens behind a query, each with a vector of its own.
     *
     * @param token null for the tokenizer's mask
     * @param length up to which a query is filled
     * @param attended whether other tokens see them
     */
    public record Expansion(String token, int length, boolean attended) {}

    /** Whether a folder is of this kind. */
    static boolean is(SentenceTransformersModules modules) {
        return modules.list() != null && (modules.list().has(Kind.MULTI_VECTOR_MASK) || pylate(modules))
                || modules.modelType().equals("MultiVectorEncoder");
    }

    /** Whether it is in PyLate's form, which has no module for what it leaves out and none for the length of vectors. */
    private static boolean pylate(SentenceTransformersModules modules) {
        return !modules.list().has(Kind.MULTI_VECTOR_MASK)
                && (modules.modelType().equals("ColBERT")
                        || modules.config()
                                .filter(json -> json.has("query_prefix"))
                                .isPresent());
    }

    /** Projection and, in PyLate's form, length 1, of each token. */
    static HeadPlan head(SentenceTransformersModules modules) {
        ModuleList list = modules.list();
        if (list == null) {
            throw new InvalidFileException(
                    modules.files().where() + ": expected modules.json of a late-interaction model," + " found none");
        }
        HeadPlan plan = HeadPlan.readOfTokens(modules.files(), list);
        if (plan.pooling() != null || modules.cut() > 0) {
            throw new InvalidFileException(list.where() + ": expected vectors of tokens, got "
                    + (plan.pooling() != null ? "a Pooling" : "truncate_dim") + " in a late-interaction model");
        }
        return pylate(modules) ? plan.withNormalizedTokens() : plan;
    }

    /**
     * What a folder says; empty for other models.
     *
     * @param limit the most tokens where the folder states none for queries or documents
     * @param positions that the model has
     */
    static Optional<MultiPlan> of(SentenceTransformersModules modules, int limit, int positions) {
        if (modules.list() == null && modules.files().has(COLBERT_FILE)) {
            throw new InvalidFileException(modules.files().path(COLBERT_FILE)
                    + ": expected a late-interaction model as PyLate or sentence-transformers writes it, got ColBERT's own"
                    + " form, which is not read");
        }
        if (!is(modules)) {
            return Optional.empty();
        }
        checkSimilarity(modules);
        MultiPlan plan = pylate(modules) ? ofPylate(modules) : ofMask(modules, limit);
        for (int length : List.of(plan.query.length, plan.document.length)) {
            if (length < 1 || length > positions) {
                throw new InvalidFileException(
                        modules.files().where() + ": query_length, document_length: expected 1 to " + positions
                                + ", the model's positions, got " + length);
            }
        }
        return Optional.of(plan);
    }

    /**
     * A folder's whose vectors of tokens a head of FlagEmbedding's makes: queries are read as documents are, and all tokens
     * behind the first special one count.
     */
    public static MultiPlan ofTokenHeads(ModelSettings settings) {
        Side side = new Side(null, settings.prompts().standardText(), settings.maxTokens(), Set.of());
        return new MultiPlan(side, side, null);
    }

    private static void checkSimilarity(SentenceTransformersModules modules) {
        String name = modules.config()
                .flatMap(json -> json.string("similarity_fn_name"))
                .orElse("maxsim");
        if (!SIMILARITIES.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            throw new InvalidFileException(
                    modules.files().where() + ": similarity_fn_name: expected maxsim, got " + name);
        }
    }

    private static MultiPlan ofPylate(SentenceTransformersModules modules) {
        JsonObject json = modules.config().orElseThrow();
        String where = modules.files().where() + ": config_sentence_transformers.json";
        int query = json.integer("query_length").orElse(USUAL_QUERY_LENGTH);
        Set<String> skipped =
                json.value("skiplist_words").isPresent() ? Set.copyOf(json.strings("skiplist_words")) : PUNCTUATION;
        boolean attended = json.bool("attend_to_expansion_tokens")
                .or(() -> json.bool("attend_to_mask_tokens"))
                .orElse(false);
        boolean filled = json.bool("do_query_expansion").orElse(true);
        return new MultiPlan(
                pylateSide(modules, "query", query, Set.of()),
                pylateSide(
                        modules,
                        "document",
                        json.integer("document_length").orElseThrow(() -> missing(where, "document_length")),
                        skipped),
                filled ? new Expansion(null, query, attended) : null);
    }

    private static Side pylateSide(SentenceTransformersModules modules, String name, int length, Set<String> skipped) {
        String key = name + "_prefix";
        String marker = modules.config()
                .flatMap(json -> json.string(key))
                .orElseThrow(() -> missing(modules.files().where() + ": config_sentence_transformers.json", key));
        String prompt = modules.prompts().byName().getOrDefault(name, "");
        return new Side(
                marker.isEmpty() ? null : marker,
                prompt.startsWith(marker) ? prompt.substring(marker.length()) : prompt,
                length,
                skipped);
    }

    private static InvalidFileException missing(String where, String key) {
        return new InvalidFileException(where + ": expected a value for " + key + ", found none");
    }

    private static MultiPlan ofMask(SentenceTransformersModules modules, int limit) {
        Optional<JsonObject> own = modules.length();
        Optional<Expansion> expansion = own.flatMap(json -> json.object("query_expansion"))
                .map(json -> expansion(json, modules.files().where() + ": query_expansion"));
        boolean fixed = own.flatMap(json -> json.object("query_expansion"))
                .flatMap(json -> json.string("strategy"))
                .orElse("")
                .equals("fixed");
        int stated = own.flatMap(json -> json.integer("query_length")).orElse(limit);
        int query = expansion
                .map(fill -> fixed ? fill.length() : Math.max(stated, fill.length()))
                .orElse(stated);
        Skipping skipping = Skipping.read(modules.files(), modules.list());
        Map<String, String> prompts = modules.prompts().byName();
        String standard = modules.prompts().standardText();
        return new MultiPlan(
                new Side(null, prompts.getOrDefault("query", standard), query, skipping.words("query")),
                new Side(
                        null,
                        Stream.of("document", "passage", "corpus")
                                .filter(prompts::containsKey)
                                .map(prompts::get)
                                .findFirst()
                                .orElse(standard),
                        own.flatMap(json -> json.integer("document_length")).orElse(limit),
                        skipping.words("document")),
                expansion.orElse(null));
    }

    private static Expansion expansion(JsonObject json, String where) {
        String strategy = json.string("strategy").orElse("");
        if (!Set.of("fixed", "min").contains(strategy)
                || !Set.of("strategy", "length", "attend", "token").containsAll(json.keys())) {
            throw new InvalidFileException(
                    where + ": expected the strategy fixed or min, with length, attend and token, got " + strategy
                            + " with " + json.keys());
        }
        return new Expansion(
                json.string("token").orElse(null),
                json.integer("length").orElseThrow(() -> missing(where, "length")),
                json.bool("attend").orElse(false));
    }

    /** What a MultiVectorMask leaves out. */
    private record Skipping(Set<String> skipped, Set<String> tasks) {
        static Skipping read(ModelFiles files, ModuleList list) {
            Module mask = list.modules().stream()
                    .filter(module -> module.kind() == Kind.MULTI_VECTOR_MASK)
                    .findFirst()
                    .orElseThrow(() -> new InvalidFileException(
                            list.where() + ": expected a MultiVectorMask in a late-interaction model, found none"));
            String file = mask.file("config.json");
            String where = files.path(file);
            JsonObject json = JsonObject.read(files.read(file), where);
            if (json.value("keep_only_token_ids").isPresent()) {
                throw new InvalidFileException(
                        where + ": keep_only_token_ids: expected null, got a list; images are not read");
            }
            Set<String> tasks = switch (json.value("skiplist_tasks").orElse("document")) {
                case String one -> Set.of(one);
                default -> Set.copyOf(json.strings("skiplist_tasks"));
            };
            return new Skipping(Set.copyOf(json.strings("skiplist_words")), tasks);
        }

        Set<String> words(String task) {
            return tasks.contains(task) ? skipped : Set.of();
        }
    }
}
