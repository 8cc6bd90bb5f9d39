package dev.heed.server;

import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.server.program.ServedTranslator;
import dev.heed.server.program.TranslateKeys;
import dev.heed.translation.TextOptions;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.TranslateDocument;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /api/translate}: the document of {@code heed translate} for one text. */
final class TranslateRoom implements Room {
    private static final Set<String> KEYS = keys();

    private final Served served;

    TranslateRoom(Served served) {
        this.served = served;
    }

    private static Set<String> keys() {
        Set<String> all = new HashSet<>(TranslateKeys.NAMES);
        all.addAll(List.of("text", "model"));
        return Set.copyOf(all);
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        ServedTranslator translator = served.translator(keys);
        TextOptions options = TranslateKeys.options(keys, true);
        new TranslateDocument(document)
                .write(
                        translator.model().info().name(),
                        translator.from(options.sentences().from()),
                        translator.to(options.sentences().to()),
                        List.of(translator.texts().translate(keys.text("text"), options)),
                        0);
    }
}
