package dev.heed.server.program;

import dev.heed.Cut;
import dev.heed.ModelInfo;
import dev.heed.Overflow;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import dev.heed.server.http.Call;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Batching;
import java.util.List;
import java.util.function.Function;

/** A model without layers that is served. What it costs is mostly to find the tokens, so texts are counted by their length. */
final class ServedStatic implements VectorModel {
    private static final int LETTERS_A_TOKEN = 4;

    private final StaticEncoder encoder;
    private final Batching<Piece, TextEmbedding> scaled;
    private final Batching<Piece, TextEmbedding> unscaled;

    private record Piece(String prompt, String text) {}

    ServedStatic(StaticEncoder encoder) {
        this.encoder = encoder;
        this.scaled = batching(piece -> encoder.embed(piece.prompt(), piece.text()));
        this.unscaled = batching(piece -> encoder.embedUnscaled(piece.prompt(), piece.text()));
    }

    private static Batching<Piece, TextEmbedding> batching(Function<Piece, TextEmbedding> embed) {
        return new Batching<>() {
            @Override
            public int tokens(Piece piece) {
                return 1 + (piece.prompt().length() + piece.text().length()) / LETTERS_A_TOKEN;
            }

            @Override
            public List<TextEmbedding> compute(List<Piece> pieces) {
                return pieces.stream().map(embed).toList();
            }
        };
    }

    @Override
    public ModelInfo model() {
        return encoder.model();
    }

    @Override
    public Rows vectors(Call call, Work work, Keys keys, Inputs inputs, boolean scaled, Reason tooLong) {
        Reading reading = Reading.of(keys, model(), encoder.prompt(), work.overflow());
        if (inputs.texts() == null) {
            throw new Refusal(Reason.MALFORMED, inputs.key(), "expected strings, got token ids; the model is static");
        }
        if (reading.cut() == Cut.BEGINNING) {
            throw new Refusal(
                    Reason.MALFORMED,
                    keys.has("truncation_direction") ? "truncation_direction" : "truncate",
                    "expected the end to be cut, got the beginning; the model is static");
        }
        String prompt = reading.prompt() == null ? encoder.prompt() : reading.prompt();
        List<Piece> pieces =
                inputs.texts().stream().map(text -> new Piece(prompt, text)).toList();
        long deadline = call.deadline();
        List<TextEmbedding> texts =
                call.await(work.scheduler().order(scaled ? this.scaled : unscaled, pieces, deadline), deadline);
        for (int i = 0; reading.overflow() == Overflow.ERROR && i < texts.size(); i++) {
            check(texts.get(i), inputs.name(i), tooLong);
        }
        return new Rows(texts.stream().map(TextEmbedding::vector).toList(), tell(call, texts));
    }

    private static void check(TextEmbedding text, String name, Reason tooLong) {
        if (text.truncated()) {
            throw new Refusal(
                    tooLong,
                    name,
                    "expected at most " + text.tokenCount() + " tokens, got " + text.tokensTotal()
                            + "; shorten it, or let it be truncated");
        }
    }

    /** How many tokens were read. */
    private long tell(Call call, List<TextEmbedding> texts) {
        long read = texts.stream().mapToLong(TextEmbedding::tokenCount).sum();
        long given = texts.stream().mapToLong(TextEmbedding::tokensTotal).sum();
        int cut = (int) texts.stream().filter(TextEmbedding::truncated).count();
        Work.tell(call, model().name(), texts.size(), read, given, cut);
        Work.tellUnknown(call, (int)
                texts.stream().filter(text -> text.unknownTokens() > 0).count());
        return read;
    }
}
