package dev.heed.server.wire;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Netty's encoder, which is told when an answer has a head alone. */
final class AnswerEncoder extends HttpResponseEncoder {
    private volatile boolean headAlone;

    /** Whether the answer to come is one to HEAD. */
    void headAlone(boolean alone) {
        headAlone = alone;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return headAlone && answer.status().code() != 100 || super.isContentAlwaysEmpty(answer);
    }
}
