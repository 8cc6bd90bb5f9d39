package dev.heed.server.program;

import dev.heed.Overflow;
import dev.heed.PreparedText;
import dev.heed.server.http.Call;
import dev.heed.server.schedule.Batching;
import dev.heed.server.schedule.Scheduler;
import java.util.List;

/**
 * What every endpoint works with.
 *
 * @param catalog the models
 * @param scheduler the queue
 * @param overflow what happens to texts that are too long, if a request does not say
 */
public record Work(Catalog catalog, Scheduler scheduler, Overflow overflow) {
    /** Computes texts beside others', and tells what was cut of them. */
    <R> List<R> compute(Call call, String model, Batching<PreparedText, R> batching, List<PreparedText> texts) {
        long deadline = call.deadline();
        List<R> results = call.await(scheduler.order(batching, texts, deadline), deadline);
        int cut = (int) texts.stream().filter(PreparedText::truncated).count();
        tell(call, model, texts.size(), tokens(texts), given(texts), cut);
        tellUnknown(call, (int)
                texts.stream().filter(text -> text.unknownTokens() > 0).count());
        return results;
    }

    /** Counts what was read, and tells of how many inputs not all was. */
    static void tell(Call call, String model, int inputs, long read, long given, int cut) {
        call.tally().read(model, inputs, read, given, cut);
        if (cut > 0) {
            call.header("Heed-Truncated", Integer.toString(cut));
        }
    }

    /** Tells how many inputs hold something that the model reads as its unknown piece. */
    static void tellUnknown(Call call, int inputs) {
        if (inputs > 0) {
            call.header("Heed-Unknown", Integer.toString(inputs));
        }
    }

    /** Tokens that the model reads of them. */
    static long tokens(List<PreparedText> texts) {
        return texts.stream().mapToLong(PreparedText::tokenCount).sum();
    }

    private static long given(List<PreparedText> texts) {
        return texts.stream().mapToLong(PreparedText::tokensTotal).sum();
    }
}
