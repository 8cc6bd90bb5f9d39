package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.ModelInfo;
import dev.heed.Translator;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.program.Catalog;
import dev.heed.server.program.ServedModel;
import dev.heed.server.program.ServedTranslator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The models that the page may name, as its rooms ask for them. Thread-safe. */
final class Served {
    private final Catalog catalog;

    Served(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Of models that are open already. */
    Served(List<Encoder> encoders) {
        this(new Catalog(Map.of()));
        catalog.fill(encoders, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Of translators that are open already. */
    static Served translators(List<Translator> translators) {
        Catalog catalog = new Catalog(Map.of());
        catalog.fill(List.of(), List.of(), List.of(), List.of(), List.of(), translators, List.of());
        return new Served(catalog);
    }

    /** The one that {@code model} names; the first where it names none. */
    Encoder asked(Keys keys) {
        try {
            return catalog.asked(keys.textOrNull("model")).encoder();
        } catch (Refusal e) {
            throw unprocessable(e);
        }
    }

    /** The model that writes texts that {@code model} names; the first where it names none. */
    LanguageModel language(Keys keys) {
        try {
            return catalog.language(keys.textOrNull("model")).model();
        } catch (Refusal e) {
            throw unprocessable(e);
        }
    }

    /** The model that translates that {@code model} names; the first where it names none. */
    ServedTranslator translator(Keys keys) {
        try {
            return catalog.translator(keys.textOrNull("model"));
        } catch (Refusal e) {
            throw unprocessable(e);
        }
    }

    private static Refusal unprocessable(Refusal e) {
        return e.reason() != Reason.NO_MODEL
                ? e
                : new Refusal(Reason.UNPROCESSABLE, "model", e.getMessage().substring("model: ".length()), e);
    }

    /** What all are: first those that embed, then those that write, then those that translate, each in the order given. */
    List<ModelInfo> models() {
        Stream<ModelInfo> encoders =
                catalog.all().stream().map(served -> served.encoder().model());
        Stream<ModelInfo> languages =
                catalog.languages().stream().map(served -> served.model().model());
        Stream<ModelInfo> translators =
                catalog.translators().stream().map(served -> served.model().info());
        return Stream.of(encoders, languages, translators).flatMap(kind -> kind).toList();
    }

    /** In which precision one of them computes. */
    String precision(ModelInfo model) {
        return catalog.precision(model.name());
    }

    /** All, in the order given. */
    List<Encoder> all() {
        return catalog.all().stream().map(ServedModel::encoder).toList();
    }
}
