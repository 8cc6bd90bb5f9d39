package dev.heed.server.program;

import dev.heed.Token;
import dev.heed.TokenizedText;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /tokenize}: text-embeddings-inference's form. {@code start} and {@code stop} count characters (code points),
 * as there; special tokens stand nowhere.
 */
final class TokenizeEndpoint implements Endpoint {
    private static final Set<String> KEYS = Set.of("model", "inputs", "add_special_tokens", "prompt_name");

    private final Catalog catalog;

    TokenizeEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        ServedModel served = catalog.asked(keys.textOrNull("model"));
        Inputs inputs = Inputs.of(keys, "inputs", false);
        boolean special = !Boolean.FALSE.equals(keys.flagOrNull("add_special_tokens"));
        String name = keys.textOrNull("prompt_name");
        String prompt = name == null ? "" : Catalog.prompt(served.model(), name);
        long letters = inputs.texts().stream().mapToLong(String::length).sum();
        if (letters > MOST_LETTERS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "inputs",
                    "expected at most " + MOST_LETTERS + " characters to be shown token by token, got " + letters);
        }
        List<TokenizedText> texts = inputs.texts().stream()
                .map(text -> served.encoder().tokenizeWhole(prompt + text))
                .toList();
        call.document(json -> {
            json.array(() -> {
                for (TokenizedText text : texts) {
                    json.array(() -> write(json, text, special));
                }
            });
            json.endLine();
        });
    }

    private static final int MOST_LETTERS = 1 << 20;

    private static void write(JsonOutput json, TokenizedText text, boolean special) throws IOException {
        int units = 0;
        int characters = 0;
        for (Token token : text.tokens()) {
            if (token.special() && !special) {
                continue;
            }
            Integer start = null;
            Integer stop = null;
            if (token.span() != null) {
                characters += text.text()
                        .codePointCount(units, Math.max(units, token.span().start()));
                units = Math.max(units, token.span().start());
                start = characters;
                stop = characters
                        + text.text()
                                .codePointCount(
                                        units, Math.max(units, token.span().end()));
            }
            Integer from = start;
            Integer to = stop;
            json.object(() -> {
                json.put("id", token.id());
                json.put("text", token.text() == null ? token.piece() : token.text());
                json.put("special", token.special());
                json.put("start", from);
                json.put("stop", to);
            });
        }
    }
}
