package dev.heed.server.program;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.ModelInfo;
import dev.heed.Models;
import dev.heed.MultiVectorEncoder;
import dev.heed.Reranker;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.Translator;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The models that requests may name: those the server was started with, and no others, since a name could be any folder
 * of this machine. Empty until they are open, then unchanging; thread-safe. The models are whose who opened them.
 */
public final class Catalog {
    private static final String FP32 = "fp32"; // of kinds that know no other

    private final Map<String, String> aliases;
    private volatile List<ServedModel> all = List.of();
    private volatile List<ServedLanguage> languages = List.of();
    private volatile List<ServedReranker> rerankers = List.of();
    private volatile List<ServedSparse> sparse = List.of();
    private volatile List<ServedTranslator> translators = List.of();
    private volatile List<TokenModel> tokens = List.of(); // encoders, behind them models for late interaction
    private volatile List<ServedMulti> multis = List.of();
    private volatile List<Stated> stated = List.of(); // of all, those that embed first
    private volatile List<VectorModel> vectors = List.of(); // all that embed whole texts, with layers or without

    /**
     * Models to be served.
     *
     * @param aliases other names by which requests may ask, each with the model's name
     */
    public Catalog(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Puts the models in.
     *
     * @throws IllegalArgumentException if there is none, two have one name, or an alias leads nowhere
     */
    public void fill(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics,
            List<Translator> translators,
            List<MultiVectorEncoder> multis) {
        if (Stream.of(encoders, languages, rerankers, sparse, statics, translators, multis)
                .allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("models: expected at least one, got none");
        }
        Map<String, String> places = new LinkedHashMap<>();
        encoders.forEach(encoder -> checkName(encoder.model(), places));
        languages.forEach(model -> checkName(model.model(), places));
        rerankers.forEach(model -> checkName(model.model(), places));
        sparse.forEach(model -> checkName(model.model(), places));
        statics.forEach(model -> checkName(model.model(), places));
        translators.forEach(model -> checkName(model.info(), places));
        multis.forEach(model -> checkName(model.model(), places));
        aliases.forEach((alias, name) -> {
            if (!places.containsKey(name)) {
                throw new IllegalArgumentException("alias " + alias + ": expected one of "
                        + String.join(", ", places.keySet()) + " behind it, got " + name);
            }
        });
        all = encoders.stream().map(ServedModel::new).toList();
        this.languages = languages.stream().map(ServedLanguage::of).toList();
        this.rerankers = rerankers.stream().map(ServedReranker::of).toList();
        this.sparse = sparse.stream().map(ServedSparse::of).toList();
        this.translators = translators.stream().map(ServedTranslator::of).toList();
        List<VectorModel> embedding = new ArrayList<>(all);
        statics.forEach(model -> embedding.add(new ServedStatic(model)));
        this.vectors = List.copyOf(embedding);
        this.multis = multis.stream().map(ServedMulti::of).toList();
        List<TokenModel> ofTokens = new ArrayList<>(all);
        ofTokens.addAll(this.multis);
        this.tokens = List.copyOf(ofTokens);
        stated = stated(encoders, languages, rerankers, sparse, statics, translators, multis);
    }

    /**
     * What a model says of itself.
     *
     * @param precision in which it computes
     * @param kernel that computes; null for a model without layers
     */
    record Stated(ModelInfo model, String precision, String kernel) {}

    private static List<Stated> stated(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics,
            List<Translator> translators,
            List<MultiVectorEncoder> multis) {
        return Stream.of(
                        encoders.stream().map(each -> new Stated(each.model(), each.precision(), each.kernel())),
                        statics.stream().map(each -> new Stated(each.model(), FP32, null)),
                        languages.stream().map(each -> new Stated(each.model(), each.precision(), each.kernel())),
                        rerankers.stream().map(each -> new Stated(each.model(), each.precision(), each.kernel())),
                        sparse.stream().map(each -> new Stated(each.model(), FP32, each.kernel())),
                        translators.stream().map(each -> new Stated(each.info(), each.precision(), each.kernel())),
                        multis.stream().map(each -> new Stated(each.model(), FP32, each.kernel())))
                .flatMap(each -> each)
                .toList();
    }

    /** The model that {@code /info} speaks of: the first of {@link #names}. */
    Stated first() {
        if (stated.isEmpty()) {
            throw new Refusal(Reason.BUSY, null, "the models are still being opened");
        }
        return stated.getFirst();
    }

    /** What the model of one of the {@link #names} says of itself. */
    Stated stated(String name) {
        String own = own(name);
        return stated.stream()
                .filter(each -> each.model().name().equals(own))
                .findFirst()
                .orElseThrow();
    }

    /** In which precision a model computes. */
    public String precision(String name) {
        return stated(name).precision();
    }

    private static void checkName(ModelInfo model, Map<String, String> places) {
        String other = places.putIfAbsent(model.name(), place(model));
        if (other != null) {
            throw new IllegalArgumentException("models: expected each under a name of its own, got " + model.name()
                    + " twice (" + other + ", " + place(model) + "); rename a folder or leave one out");
        }
    }

    private static String place(ModelInfo model) {
        return model.path() == null ? "in memory" : model.path();
    }

    /** Those that embed, in the order given. */
    public List<ServedModel> all() {
        return all;
    }

    /** Other names, each with the model's. */
    public Map<String, String> aliases() {
        return aliases;
    }

    /** Those that write texts, in the order given. */
    public List<ServedLanguage> languages() {
        return languages;
    }

    /** The names of all, those that embed first, then the aliases. */
    List<String> names() {
        List<String> names = new ArrayList<>(models());
        aliases.keySet().stream().sorted().forEach(names::add);
        return names;
    }

    private List<String> models() {
        return stated.stream().map(each -> each.model().name()).toList();
    }

    /** The name of the model that is meant, as it calls itself. */
    String named(String name) {
        String own = own(name);
        return models().stream()
                .filter(known -> means(own, known))
                .findFirst()
                .orElseThrow(() -> unknown(name, names()));
    }

    /**
     * The model of a name that embeds: its own, an alias, or a name that ends in it behind a slash, as on a hub; case
     * ignored.
     *
     * @param name null for the first
     * @throws Refusal if there is none
     */
    public ServedModel asked(String name) {
        return find(all, ServedModel::name, name, "embeds texts");
    }

    /**
     * The same of all that make one vector of a text, those without layers behind the others.
     *
     * @throws Refusal if there is none
     */
    VectorModel vectors(String name) {
        return find(vectors, served -> served.model().name(), name, "embeds texts");
    }

    /**
     * The same of all that have vectors of tokens, those for late interaction behind the others.
     *
     * @throws Refusal if there is none
     */
    TokenModel tokens(String name) {
        return find(tokens, TokenModel::name, name, "has vectors of tokens");
    }

    /**
     * The same of a model that weighs the pieces of its vocabulary.
     *
     * @throws Refusal if there is none
     */
    ServedSparse sparse(String name) {
        return find(sparse, ServedSparse::name, name, "embeds texts sparsely");
    }

    /**
     * The same of a model that writes texts.
     *
     * @throws Refusal if there is none
     */
    public ServedLanguage language(String name) {
        return find(languages, ServedLanguage::name, name, "writes texts");
    }

    /**
     * The same of a model that reads two texts together and ranks them.
     *
     * @throws Refusal if there is none
     */
    public ServedReranker reranker(String name) {
        return find(rerankers, ServedReranker::name, name, "ranks texts");
    }

    /** Those that translate, in the order given. */
    public List<ServedTranslator> translators() {
        return translators;
    }

    /**
     * The same of a model that translates.
     *
     * @throws Refusal if there is none
     */
    public ServedTranslator translator(String name) {
        return find(translators, ServedTranslator::name, name, "translates");
    }

    private <M> M find(List<M> models, Function<M, String> nameOf, String name, String does) {
        if (models.isEmpty()) {
            throw new Refusal(
                    Reason.NO_MODEL, "model", "expected one that " + does + ", the server was started without any");
        }
        if (name == null) {
            return models.getFirst();
        }
        String own = own(name);
        return models.stream()
                .filter(model -> means(own, nameOf.apply(model)))
                .findFirst()
                .orElseThrow(
                        () -> unknown(name, known(models.stream().map(nameOf).toList())));
    }

    private List<String> known(List<String> models) {
        List<String> names = new ArrayList<>(models);
        aliases.keySet().stream()
                .sorted()
                .filter(alias -> models.contains(aliases.get(alias)))
                .forEach(names::add);
        return names;
    }

    private String own(String name) {
        return aliases.getOrDefault(name, name);
    }

    private static boolean means(String asked, String name) {
        String own = asked.substring(asked.lastIndexOf('/') + 1);
        return name.equalsIgnoreCase(asked)
                || name.equalsIgnoreCase(own)
                || Models.aliases(name).contains(own.toLowerCase(Locale.ROOT)); // as heed models lists it
    }

    private static Refusal unknown(String name, List<String> names) {
        return new Refusal(
                Reason.NO_MODEL,
                "model",
                "expected one of " + String.join(", ", names) + ", got " + name + "; start the server with it");
    }

    /** A prompt that the model's authors named, with the text it stands for; case matters not. */
    static String prompt(ModelInfo model, String name) {
        Map<String, String> prompts = model.prompts();
        for (var prompt : prompts.entrySet()) {
            if (prompt.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return prompt.getValue();
            }
        }
        throw new Refusal(
                Reason.MALFORMED,
                "prompt_name",
                prompts.isEmpty()
                        ? "the model names no prompts; give the text itself as prompt"
                        : "expected one of "
                                + String.join(
                                        ", ", prompts.keySet().stream().sorted().toList()) + ", got " + name);
    }
}
