package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.ModelInfo;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.program.Catalog;
import dev.heed.server.program.ServedModel;
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
        catalog.fill(encoders, List.of(), List.of(), List.of(), List.of());
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

    private static Refusal unprocessable(Refusal e) {
        return e.reason() != Reason.NO_MODEL
                ? e
                : new Refusal(Reason.UNPROCESSABLE, "model", e.getMessage().substring("model: ".length()), e);
    }

    /** What all are: first those that embed, then those that write, each in the order given. */
    List<ModelInfo> models() {
        return Stream.concat(
                        catalog.all().stream().map(served -> served.encoder().model()),
                        catalog.languages().stream()
                                .map(served -> served.model().model()))
                .toList();
    }

    /** All, in the order given. */
    List<Encoder> all() {
        return catalog.all().stream().map(ServedModel::encoder).toList();
    }
}
