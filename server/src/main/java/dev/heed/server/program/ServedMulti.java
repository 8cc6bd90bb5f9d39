package dev.heed.server.program;

import dev.heed.Cut;
import dev.heed.MultiVectorEncoder;
import dev.heed.MultiVectorEncoder.Prepared;
import dev.heed.MultiVectorEncoder.TokenVector;
import dev.heed.MultiVectorEncoder.TokenVectors;
import dev.heed.Overflow;
import dev.heed.server.http.Call;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Batching;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model for late interaction that is served, and what batches of its texts are computed by.
 *
 * @param batching texts to the vectors of their tokens
 */
record ServedMulti(MultiVectorEncoder encoder, Batching<Prepared, TokenVectors> batching) implements TokenModel {
    static ServedMulti of(MultiVectorEncoder encoder) {
        return new ServedMulti(encoder, new Batching<>() {
            @Override
            public int tokens(Prepared piece) {
                return Math.max(1, piece.work());
            }

            @Override
            public List<TokenVectors> compute(List<Prepared> pieces) {
                return encoder.embedPrepared(pieces);
            }
        });
    }

    @Override
    public String name() {
        return encoder.model().name();
    }

    @Override
    public List<Matrix> tokens(Call call, Work work, Keys keys, Inputs inputs) {
        if (inputs.texts() == null) {
            throw new Refusal(
                    Reason.MALFORMED,
                    inputs.key(),
                    "expected strings, got token ids; the model marks its texts itself");
        }
        boolean query = query(keys);
        Reading reading = Reading.unprompted(keys, work.overflow());
        if (reading.cut() == Cut.BEGINNING) {
            throw new Refusal(
                    Reason.MALFORMED,
                    keys.has("truncation_direction") ? "truncation_direction" : "truncate",
                    "expected the end to be cut, got the beginning; the model keeps a text's first tokens");
        }
        List<Prepared> texts = inputs.texts().stream()
                .map(text -> query ? encoder.prepareQuery(text) : encoder.prepareDocument(text))
                .toList();
        for (int i = 0; reading.overflow() == Overflow.ERROR && i < texts.size(); i++) {
            check(texts.get(i), inputs.name(i));
        }
        EmbedAllEndpoint.checkTokens(texts.stream().mapToLong(Prepared::work).sum());
        long deadline = call.deadline();
        List<TokenVectors> all = call.await(work.scheduler().order(batching, texts, deadline), deadline);
        tell(call, texts);
        return all.stream().map(ServedMulti::matrix).toList();
    }

    /** Whether the texts are queries; documents unless the request says so. */
    private static boolean query(Keys keys) {
        for (String key : List.of("prompt", "prompt_name")) {
            if (keys.has(key)) {
                throw new Refusal(
                        Reason.MALFORMED,
                        key,
                        "expected none: the model marks its texts itself; input_type says as what");
            }
        }
        String type = keys.has("input_type") ? keys.textOrNull("input_type") : "document";
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "query", "search_query" -> true;
            case "document", "passage", "search_document" -> false;
            default -> throw new Refusal(Reason.MALFORMED, "input_type", "expected query or document, got " + type);
        };
    }

    private static void check(Prepared text, String name) {
        if (text.truncated()) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    name,
                    "expected at most " + text.tokenCount() + " tokens, got " + text.tokensTotal()
                            + "; shorten it, or let it be truncated");
        }
    }

    private void tell(Call call, List<Prepared> texts) {
        long read = texts.stream().mapToLong(Prepared::tokenCount).sum();
        long given = texts.stream().mapToLong(Prepared::tokensTotal).sum();
        int cut = (int) texts.stream().filter(Prepared::truncated).count();
        Work.tell(call, name(), texts.size(), read, given, cut);
    }

    private static Matrix matrix(TokenVectors vectors) {
        List<float[]> rows = new ArrayList<>();
        for (TokenVector token : vectors.tokens()) {
            rows.add(token.vector());
        }
        return Matrix.copyOf(rows.toArray(float[][]::new));
    }
}
