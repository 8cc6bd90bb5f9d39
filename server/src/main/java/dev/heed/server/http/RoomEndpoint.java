package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Rejected;
import dev.heed.server.schedule.Scheduler;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A room of the page at its path: its question is computed when its turn comes, beside everything else. */
public final class RoomEndpoint implements Endpoint {
    private static final int TOKENS = 64; // a sentence, and what is looked up about it

    private final Room room;
    private final Scheduler scheduler;
    private final Duration longest;

    /** @param longest time from the question to the answer, waiting included */
    public RoomEndpoint(Room room, Scheduler scheduler, Duration longest) {
        this.room = room;
        this.scheduler = scheduler;
        this.longest = longest;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.question();
        long deadline = Math.min(call.deadline(), System.nanoTime() + longest.toNanos());
        try {
            call.document(call.await(scheduler.alone(() -> document(keys), TOKENS, deadline), deadline)
                    .getFirst());
        } catch (Refusal refusal) {
            if (refusal.reason() == Reason.LATE && call.deadline() == Long.MAX_VALUE) {
                throw new Refusal(
                        Reason.BUSY,
                        "server",
                        "expected an answer within " + longest.toSeconds()
                                + " s, got none; shorten the text or try again",
                        refusal);
            }
            throw refusal;
        } catch (Rejected rejected) {
            throw Refusals.of(rejected);
        }
    }

    private byte[] document(Keys keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            room.answer(keys, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
