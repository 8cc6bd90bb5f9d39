package dev.heed.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Netty's decoder, bounded; tells when the first byte of a head came, so that its last can be asked for in time. */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int CHUNK = 65_536;

    private final Runnable bytesCame;

    RequestDecoder(Runnable bytesCame) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(Heads.MOST_LINE)
                .setMaxHeaderSize(Heads.MOST_BYTES)
                .setMaxChunkSize(CHUNK));
        this.bytesCame = bytesCame;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> read) throws Exception {
        if (bytes.isReadable()) {
            bytesCame.run();
        }
        super.decode(context, bytes, read);
    }

    /** A body that two readers could read differently is refused, not guessed (RFC 9112, section 6.3). */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new UnreadableFraming();
    }
}
