package dev.heed.server.program;

import dev.heed.PreparedText;
import dev.heed.SparseEncoder.Term;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code POST /embed_sparse}: text-embeddings-inference's form, for each text the pieces that weigh anything, heaviest first. */
final class EmbedSparseEndpoint implements Endpoint {
    private static final Set<String> KEYS = Known.keys(Reading.KEYS, "model", "inputs");

    private final Work work;

    EmbedSparseEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        ServedSparse served = work.catalog().sparse(keys.textOrNull("model"));
        Inputs inputs = Inputs.of(keys, "inputs", false);
        Reading reading =
                Reading.of(keys, served.encoder().model(), served.encoder().prompt(), work.overflow());
        List<PreparedText> texts = Reading.each(
                inputs,
                Reason.TOO_LARGE,
                i -> served.prepare(reading, inputs.texts().get(i)));
        checkAnswer(texts.size(), served);
        List<List<Term>> all = work.compute(call, served.name(), served.batching(), texts);
        call.document(json -> {
            json.array(() -> {
                for (List<Term> terms : all) {
                    json.array(() -> {
                        for (Term term : terms) {
                            json.object(() -> {
                                json.put("index", term.id());
                                json.put("value", term.weight());
                            });
                        }
                    });
                }
            });
            json.endLine();
        });
    }

    private static final long MOST_WEIGHTS =
            16L << 20; // held until the answer is sent; nearly all are zero and are not

    private static void checkAnswer(int texts, ServedSparse served) {
        long most = Math.max(1, MOST_WEIGHTS / served.encoder().pieces());
        if (texts > most) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "inputs",
                    "expected at most " + most + " texts a request to a model of "
                            + served.encoder().pieces() + " pieces, got " + texts + "; send several requests");
        }
    }
}
