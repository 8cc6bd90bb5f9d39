package dev.heed.server.wire;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One caller's connection: requests one behind the other until either side ends it. Netty's event loop fills bodies and
 * starts a virtual thread for each request; what is said here of "the loop" runs on that one thread.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final long LINGER_MILLIS = 5_000;
    private static final int MOST_BEHIND = 64; // parts of requests sent before the answer to the one under way

    private final SocketChannel channel;
    private final Handler handler;
    private final Waits waits;
    private final Outlet outlet;
    private final AnswerEncoder encoder;
    private final Deque<HttpObject> behind = new ArrayDeque<>(); // the loop's
    private Body body; // of the request under way; the loop's
    private boolean lingering; // the loop's
    private boolean headBegun; // the loop's
    private boolean inputEnded; // the loop's
    private volatile boolean busy; // from a head's first byte to the answer's last
    private volatile boolean last; // no request behind this one
    private volatile boolean gone;
    private volatile Runnable watcher;
    private volatile long asked = System.nanoTime(); // since when the connection is idle, or its head began

    /**
     * How long a connection waits.
     *
     * @param idleMillis for a request
     * @param headMillis from a head's first byte to its last
     */
    record Waits(long idleMillis, long headMillis) {}

    Connection(SocketChannel channel, Handler handler, Waits waits, AnswerEncoder encoder) {
        super(false);
        this.channel = channel;
        this.handler = handler;
        this.waits = waits;
        this.encoder = encoder;
        this.outlet = new Outlet(channel);
    }

    Outlet outlet() {
        return outlet;
    }

    InetAddress peer() {
        return channel.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : channel.remoteAddress().getAddress();
    }

    void headAlone(boolean alone) {
        encoder.headAlone(alone);
    }

    /** Whether a request is under way. */
    boolean busy() {
        return busy;
    }

    /** Ends the connection behind the request under way. */
    void endSoon() {
        last = true;
    }

    /** Ends it now. */
    void abort() {
        channel.close();
    }

    /** Bytes came; the first ones of a head are asked for the rest. On the loop. */
    void bytesCame() {
        if (!busy && !headBegun && !lingering) {
            headBegun = true;
            asked = System.nanoTime();
            busy = true;
        }
    }

    /** Ends it if it was idle, or its head incomplete, for too long. On the loop. */
    void closeIfLate(long now) {
        if (headBegun && now - asked > waits.headMillis() * 1_000_000) {
            headBegun = false;
            body = new Body(channel, 0);
            refuse(new NotHttp(408, "request", "expected its head within " + waits.headMillis() / 1_000 + " s"));
        } else if (!busy && !lingering && now - asked > waits.idleMillis() * 1_000_000) {
            channel.close();
        }
    }

    /** Calls {@code left} once the caller is gone. */
    void watch(Runnable left) {
        watcher = left;
        if (gone) {
            left.run();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (lingering) {
            ReferenceCountUtil.release(part);
        } else if (body != null && (part instanceof HttpRequest || !behind.isEmpty())) {
            behind.add(part);
            if (behind.size() > MOST_BEHIND) {
                channel.config().setAutoRead(false);
            }
        } else {
            take(part);
        }
    }

    private void take(HttpObject part) {
        if (part instanceof HttpRequest request) {
            begin(request);
        }
        if (part instanceof HttpContent content && body != null) {
            if (content.decoderResult().isFailure()) {
                body.tear(new IOException(
                        "expected a body in chunks", content.decoderResult().cause()));
            } else {
                body.add(ByteBufUtil.getBytes(content.content()));
                if (part instanceof LastHttpContent) {
                    body.end();
                }
            }
        }
        ReferenceCountUtil.release(part);
    }

    private void begin(HttpRequest request) {
        headBegun = false;
        busy = true;
        body = new Body(channel, 0);
        try {
            Head head = Heads.of(request);
            body = new Body(
                    channel, HttpUtil.isTransferEncodingChunked(request) ? -1 : HttpUtil.getContentLength(request, 0L));
            Exchange exchange = new Exchange(head, body, this, last);
            Thread.ofVirtual().name("heed-request").start(() -> answer(exchange));
        } catch (NotHttp e) {
            refuse(e);
        }
    }

    private void refuse(NotHttp why) {
        Exchange exchange = new Exchange(null, null, this, true);
        Thread.ofVirtual().name("heed-refusal").start(() -> {
            try {
                handler.refuse(why, exchange);
            } catch (IOException e) {
                // the caller is gone
            } finally {
                channel.eventLoop().execute(this::linger);
            }
        });
    }

    private void answer(Exchange exchange) {
        boolean more = false;
        try {
            handler.handle(exchange);
            more = exchange.reusable() && !last;
        } catch (IOException e) {
            abort(); // the caller is gone, or must see that the answer is torn
        } catch (RuntimeException | Error e) {
            abort();
            throw e;
        } finally {
            boolean next = more;
            channel.eventLoop().execute(() -> {
                if (next) {
                    next();
                } else {
                    linger();
                }
            });
        }
    }

    /** Waits for the next request, or begins the one that was sent already. */
    private void next() {
        watcher = null;
        body = null;
        asked = System.nanoTime();
        busy = !behind.isEmpty();
        while (!behind.isEmpty() && (body == null || !(behind.peek() instanceof HttpRequest))) {
            take(behind.poll());
        }
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        if (body == null && inputEnded) {
            channel.close();
        }
    }

    /** Lets the caller read the last answer although it may still be sending: a reset would take it away. */
    private void linger() {
        busy = false;
        lingering = true;
        behind.forEach(ReferenceCountUtil::release);
        behind.clear();
        if (!channel.isActive()) {
            return;
        }
        if (inputEnded) {
            channel.close();
            return;
        }
        channel.config().setAutoRead(true);
        channel.shutdownOutput();
        channel.eventLoop().schedule(this::abort, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The caller sends nothing any more: it is taken to have left, unless its answer is on the way already. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            leave();
            if (lingering || !busy || headBegun) {
                channel.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
    }

    private void leave() {
        gone = true;
        if (body != null) {
            body.tear(Body.cut());
        }
        Runnable left = watcher;
        if (left != null) {
            left.run();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
        context.close(); // reset by the caller, say
    }

    Channel channel() {
        return channel;
    }
}
