package dev.heed.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;

/** Writes to a connection and waits until it is taken: a caller that reads nothing for long is given up. */
final class Outlet {
    private static final long STALLED_MILLIS = 30_000;

    private final Channel channel;

    Outlet(Channel channel) {
        this.channel = channel;
    }

    /** @throws IOException if the caller is gone, or reads nothing any more */
    void write(Object message) throws IOException {
        ChannelFuture written = channel.writeAndFlush(message);
        try {
            if (!written.await(STALLED_MILLIS)) {
                channel.close();
                throw new IOException("the caller reads nothing");
            }
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
        if (!written.isSuccess()) {
            throw new IOException("the caller is gone", written.cause());
        }
    }
}
