package dev.heed.lines;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) and accounts for every byte that it is given: behind a member stands another one, zeros, or
 * nothing. Anything else is a failure that names its byte, as are a checksum or a length that does not hold and a member
 * without an end; what the JDK's own stream takes for the end of the text. Not thread-safe.
 */
public final class GzipStream extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATE = 8;

    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final CRC32 headerChecksum = new CRC32();
    private int at;
    private int end;
    private long taken; // bytes before the buffer
    private long memberStart;
    private boolean within;
    private boolean ended;

    /**
     * Begins the first member.
     *
     * @param in closed with this
     * @throws IOException if it does not begin as gzip does
     */
    public GzipStream(InputStream in) throws IOException {
        this.in = in;
        int first = nextByte();
        if (first < 0) {
            throw new EOFException("the file is empty");
        }
        beginMember(first);
    }

    /** Whether bytes begin as gzip does; no text in UTF-8 does. */
    static boolean beginsWith(int first, int second) {
        return first == FIRST && second == SECOND;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (within || nextMember()) {
            int unpacked = inflated(target, offset, length);
            if (unpacked > 0) {
                checksum.update(target, offset, unpacked);
                return unpacked;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new IOException("byte " + memberStart + ": a member that needs a dictionary");
            } else if (fill()) {
                give();
            } else {
                throw ends("the file ends within the member that begins at byte " + memberStart);
            }
        }
        return -1;
    }

    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflated(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new IOException(
                    "the member that begins at byte " + memberStart + " is damaged before byte " + position() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** All that is in the buffer goes to the inflater, which says what it left. */
    private void give() {
        inflater.setInput(buffer, at, end - at);
        at = end;
    }

    /** Whether there is another member: zeros may stand before it, and may be all that there is. */
    private boolean nextMember() throws IOException {
        if (ended) {
            return false;
        }
        int next = nextByte();
        while (next == 0) {
            next = nextByte();
        }
        ended = next < 0;
        if (!ended) {
            beginMember(next);
        }
        return !ended;
    }

    private void beginMember(int first) throws IOException {
        memberStart = position() - 1;
        headerChecksum.reset();
        headerChecksum.update(first);
        expect(first, FIRST);
        expect(headerByte(), SECOND);
        int method = headerByte();
        if (method != DEFLATE) {
            throw new IOException("byte " + (position() - 1) + ": expected deflate (8), got method " + method);
        }
        int flags = headerByte();
        if ((flags & RESERVED) != 0) {
            throw new IOException("byte " + (position() - 1) + ": expected flags that gzip knows, got 0x"
                    + Integer.toHexString(flags));
        }
        skipHeader(6); // time, how it was packed, system
        if ((flags & EXTRA) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            int b = headerByte();
            while (b != 0) {
                b = headerByte();
            }
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            long expected = headerChecksum.getValue() & 0xffff;
            check("the checksum of a member's header", expected, headerByte() | headerByte() << 8);
        }
        checksum.reset();
        inflater.reset();
        within = true;
        give();
    }

    private void endMember() throws IOException {
        check("the checksum of what is unpacked", checksum.getValue(), number());
        check("the length of what is unpacked", inflater.getBytesWritten() & 0xffffffffL, number());
        within = false;
    }

    private void expect(int got, int expected) throws IOException {
        if (got != expected) {
            boolean first = memberStart == 0;
            throw new IOException("byte " + (position() - 1) + ": expected "
                    + (first ? "gzip" : "another gzip member or the end of the file") + ", got the byte 0x"
                    + hex(got));
        }
    }

    private static String hex(int value) {
        return Integer.toHexString(0x100 | value).substring(1).toUpperCase(java.util.Locale.ROOT);
    }

    private void check(String what, long unpacked, long stated) throws IOException {
        if (unpacked != stated) {
            throw new IOException("the member that begins at byte " + memberStart + ": expected " + stated + " as "
                    + what + ", got " + unpacked);
        }
    }

    private void skipHeader(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            headerByte();
        }
    }

    private int headerByte() throws IOException {
        int b = memberByte();
        headerChecksum.update(b);
        return b;
    }

    private long number() throws IOException {
        return memberByte() | memberByte() << 8 | memberByte() << 16 | (long) memberByte() << 24;
    }

    private int memberByte() throws IOException {
        int b = nextByte();
        if (b < 0) {
            throw ends("the file ends within the member that begins at byte " + memberStart);
        }
        return b;
    }

    private EOFException ends(String message) {
        return new EOFException("byte " + position() + ": " + message);
    }

    /** The next byte of the file; −1 behind the last. */
    private int nextByte() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        taken += end;
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    /** Bytes of the file that are used up. */
    private long position() {
        return taken + at;
    }
}
