package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.translation.Keep;
import dev.heed.translation.TextOptions;
import dev.heed.translation.TextTranslation;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.TranslateDocument;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /v1/translate} and {@code /translate}: our form if there is {@code text} or {@code texts}, answered by the document
 * of {@code heed translate}; LibreTranslate's if there is {@code q}.
 */
final class TranslateEndpoint implements Endpoint {
    private static final Set<String> LIBRE =
            Set.of("q", "source", "target", "format", "alternatives", "api_key", "model");
    private static final Set<String> OURS = ours();
    private static final int MOST_TEXTS = 1_024;
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final String AUTO = "auto";

    private final Work work;

    TranslateEndpoint(Work work) {
        this.work = work;
    }

    private static Set<String> ours() {
        Set<String> all = new HashSet<>(TranslateKeys.NAMES);
        all.addAll(List.of("text", "texts", "model"));
        return Set.copyOf(all);
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request();
        if (keys.has("q")) {
            libre(call, keys.only(LIBRE));
        } else {
            own(call, keys.only(OURS));
        }
    }

    private void own(Call call, Keys keys) throws IOException {
        if (keys.has("text") == keys.has("texts")) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "text",
                    "expected text, texts or, as LibreTranslate has it, q, got "
                            + (keys.has("text") ? "both" : "none"));
        }
        ServedTranslator served = work.catalog().translator(keys.textOrNull("model"));
        List<String> texts = keys.has("text") ? List.of(keys.text("text")) : keys.texts("texts");
        TextOptions options = TranslateKeys.options(keys, true);
        List<TextTranslation> items = translated(call, served, texts, keys.has("text") ? "text" : "texts", options);
        call.document(json -> new TranslateDocument(json)
                .write(
                        served.name(),
                        served.from(options.sentences().from()),
                        served.to(options.sentences().to()),
                        items,
                        0));
    }

    private void libre(Call call, Keys keys) throws IOException {
        String format = keys.textOrNull("format");
        if (format != null && !format.equals("text")) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "format",
                    "expected text, got " + format + "; tags in a text are kept, but a document is not taken apart");
        }
        Integer alternatives = keys.integer("alternatives", 0, Integer.MAX_VALUE);
        if (alternatives != null && alternatives > 0) {
            throw new Refusal(Reason.MALFORMED, "alternatives", "expected 0, got " + alternatives);
        }
        ServedTranslator served = work.catalog().translator(keys.textOrNull("model"));
        boolean one = keys.value("q") instanceof String;
        List<String> texts = one ? List.of(keys.text("q")) : keys.texts("q");
        TextOptions options = TextOptions.DEFAULT.keeps(Keep.USUAL);
        List<TextTranslation> items = translated(
                call,
                served,
                texts,
                "q",
                options.sentences(options.sentences()
                        .from(AUTO.equals(keys.textOrNull("source")) ? null : keys.textOrNull("source"))
                        .to(keys.textOrNull("target"))));
        List<String> targets = items.stream().map(TextTranslation::target).toList();
        call.document(json -> {
            json.object(() -> {
                if (one) {
                    json.put("translatedText", targets.getFirst());
                } else {
                    json.put("translatedText", targets);
                }
            });
            json.endLine();
        });
    }

    private List<TextTranslation> translated(
            Call call, ServedTranslator served, List<String> texts, String key, TextOptions options) {
        if (texts.size() > MOST_TEXTS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    key,
                    "expected at most " + MOST_TEXTS + " texts a request, got " + texts.size()
                            + "; send several requests");
        }
        long characters = texts.stream().mapToLong(String::length).sum();
        int guess = (int) Math.min(Integer.MAX_VALUE, 1 + characters / CHARACTERS_A_TOKEN);
        long deadline = call.deadline();
        List<TextTranslation> items = call.await(
                        work.scheduler().alone(() -> served.texts().translate(texts, options), guess, deadline),
                        deadline)
                .getFirst();
        long read = items.stream()
                .flatMap(item -> item.sentences().stream())
                .filter(sentence -> sentence.translation() != null)
                .mapToLong(sentence -> sentence.translation().sourceTokens().size())
                .sum();
        long written = items.stream()
                .flatMap(item -> item.sentences().stream())
                .filter(sentence -> sentence.translation() != null)
                .mapToLong(sentence -> sentence.translation().targetTokens().size())
                .sum();
        Work.tell(call, served.name(), texts.size(), read, read, 0);
        call.tally().wrote(written);
        return items;
    }

    /** {@code GET /languages}: LibreTranslate's list of what can be asked for. */
    static void languages(Catalog catalog, JsonOutput json) throws IOException {
        ServedTranslator served = catalog.translator(null);
        List<String> sources = served.model().sourceLanguages();
        List<String> targets = served.model().targetLanguages();
        List<String> from = sources.isEmpty() ? served.model().from().stream().toList() : sources;
        List<String> to = targets.isEmpty() ? served.model().to().stream().toList() : targets;
        json.array(() -> {
            for (String code : from) {
                json.object(() -> {
                    json.put("code", code);
                    json.put("name", code);
                    json.put("targets", to);
                });
            }
        });
        json.endLine();
    }
}
