package dev.heed.vectors;

import dev.heed.cache.Leftovers;
import dev.heed.search.VectorRows;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What the first opening of a large file worked out, in the cache folder: where each word is and the hash that finds it;
 * for text also words and numbers.
 *
 * <p>The name is made of the file's size, time and samples of its bytes. Written beside and renamed; what is not whole or
 * not of this file is passed over in silence, and so is a disk that cannot be written.
 */
final class PreparedVectors {
    private static final byte[] MAGIC = "HEEDVEC1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 128;
    private static final int ALIGNMENT = 64;
    private static final int SAMPLES = 64;
    private static final int SAMPLE = 4096;
    private static final int CHUNK = 1 << 28;
    private static final int COPIED = 1 << 20;
    private static final String WRITING = ".writing-";

    private final Path folder;
    private final Path path;
    private final byte[] key;

    private PreparedVectors(Path folder, Path path, byte[] key) {
        this.folder = folder;
        this.path = path;
        this.key = key;
    }

    /** What is, or may be, kept of a file. */
    static PreparedVectors of(Path cache, Path source, MemorySegment file) throws IOException {
        byte[] key = key(source, file);
        Path folder = cache.resolve("vectors");
        return new PreparedVectors(folder, folder.resolve(HexFormat.of().formatHex(key, 0, 16) + ".index"), key);
    }

    private static byte[] key(Path source, MemorySegment file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        long size = file.byteSize();
        long time = Files.getLastModifiedTime(source).to(java.util.concurrent.TimeUnit.NANOSECONDS);
        digest.update(ByteBuffer.allocate(16).putLong(size).putLong(time).flip());
        long last = Math.max(0, size - SAMPLE);
        for (int i = 0; i < SAMPLES; i++) {
            long at = last / (SAMPLES - 1) * i;
            digest.update(file.asSlice(i == SAMPLES - 1 ? last : at, Math.min(SAMPLE, size))
                    .asByteBuffer());
        }
        return digest.digest();
    }

    /** Sizes of the sections that follow the header, in their order. */
    private record Layout(int words, int dimension, int format, long slots, long wordBytes, long noteBytes) {
        long end() {
            return HEADER + 8L * words + 4 * slots + wordBytes + noteBytes;
        }

        long rows() {
            return (end() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }

        boolean behindWords() {
            return format == VectorFormat.WORD2VEC_BINARY.ordinal();
        }

        long total() {
            return behindWords() ? end() : rows() + (long) Float.BYTES * words * dimension;
        }
    }

    /** The vectors with what is kept of them; null if there is nothing that fits. */
    WordVectors open(MemorySegment source, String where, Arena arena) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment kept = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return read(kept, source, where, arena);
        } catch (IOException | RuntimeException e) {
            return null; // not there, or of no use: it is worked out anew
        }
    }

    private WordVectors read(MemorySegment kept, MemorySegment source, String where, Arena arena) {
        ByteBuffer header = kept.asSlice(0, HEADER).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        byte[] start = new byte[MAGIC.length + key.length];
        header.get(start);
        byte[] expected = ByteBuffer.allocate(start.length).put(MAGIC).put(key).array();
        int words = header.getInt();
        int dimension = header.getInt();
        int format = header.getInt();
        boolean compressed = header.getInt() == 1;
        Layout layout = new Layout(words, dimension, format, header.getLong(), header.getLong(), header.getLong());
        long seed = header.getLong();
        long sum = header.getLong();
        boolean whole = java.util.Arrays.equals(start, expected)
                && words > 0
                && layout.slots > words
                && Long.bitCount(layout.slots) == 1
                && layout.total() == kept.byteSize()
                && checksum(kept.asSlice(HEADER, layout.end() - HEADER)) == sum;
        if (!whole) {
            return null;
        }
        long slots = HEADER + 8L * words;
        long bytes = slots + 4 * layout.slots;
        WordTable table = new WordTable(
                layout.behindWords() ? source : kept.asSlice(bytes, layout.wordBytes),
                kept.asSlice(HEADER, 8L * words),
                kept.asSlice(slots, 4 * layout.slots),
                words,
                seed);
        VectorRows rows = layout.behindWords()
                ? new RowsBehindWords(source, table, dimension)
                : new VectorRows.Even(kept, layout.rows(), (long) Float.BYTES * dimension, dimension);
        String notes = new String(
                kept.asSlice(bytes + layout.wordBytes, layout.noteBytes).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8);
        List<String> lines = notes.isEmpty() ? List.of() : List.of(notes.split("\n"));
        return new WordVectors(
                table,
                rows,
                null,
                null,
                new VectorSource(where, VectorFormat.values()[format], compressed, lines),
                arena);
    }

    private static long checksum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            sum.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return sum.getValue();
    }

    /** Whether a file of this kind is worth keeping anything of. */
    static boolean suits(WordVectors vectors) {
        return switch (vectors.source().format()) {
            case WORD2VEC_BINARY, WORD2VEC_TEXT, GLOVE -> true;
            default -> false;
        };
    }

    /** Keeps what was worked out, if it can. */
    void keep(WordVectors vectors) {
        Path partial = folder.resolve(WRITING + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            Files.createDirectories(folder);
            Leftovers.sweep(folder, WRITING);
            try {
                write(vectors, partial);
                Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            // a disk that is full or read-only: the next opening works it out again
        }
    }

    private void write(WordVectors vectors, Path partial) throws IOException {
        WordTable table = vectors.table();
        VectorSource source = vectors.source();
        byte[] notes = String.join("\n", source.notes()).getBytes(StandardCharsets.UTF_8);
        boolean behindWords = source.format() == VectorFormat.WORD2VEC_BINARY;
        Layout layout = new Layout(
                table.size(),
                vectors.dimension(),
                source.format().ordinal(),
                table.slots().byteSize() / 4,
                behindWords ? 0 : table.bytes().byteSize(),
                notes.length);
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            channel.position(HEADER);
            write(channel, table.places());
            write(channel, table.slots());
            if (!behindWords) {
                write(channel, table.bytes());
            }
            write(channel, MemorySegment.ofArray(notes));
            if (!behindWords) {
                channel.position(layout.rows());
                MemorySegment rows = vectors.rows().memory();
                write(channel, rows.asSlice(vectors.rows().offset(0), layout.total() - layout.rows()));
            }
            long sum;
            try (Arena arena = Arena.ofConfined()) {
                sum = checksum(channel.map(FileChannel.MapMode.READ_ONLY, HEADER, layout.end() - HEADER, arena));
            }
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            header.put(MAGIC).put(key);
            header.putInt(layout.words)
                    .putInt(layout.dimension)
                    .putInt(layout.format)
                    .putInt(source.compressed() ? 1 : 0);
            header.putLong(layout.slots).putLong(layout.wordBytes).putLong(layout.noteBytes);
            header.putLong(table.seed()).putLong(sum);
            channel.write(header.rewind(), 0);
            channel.force(false); // the name never stands for less than the whole
        }
    }

    private static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        byte[] chunk = new byte[COPIED]; // arrays of ints and floats have no byte buffer
        for (long at = 0; at < bytes.byteSize(); at += chunk.length) {
            int length = (int) Math.min(chunk.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
            ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }
}
