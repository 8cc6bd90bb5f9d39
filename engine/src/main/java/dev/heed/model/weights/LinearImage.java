package dev.heed.model.weights;

import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.PreparedLinear;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * All linear maps of a model as a kernel lays them out, in one piece of memory: made anew, or a file mapped from the cache.
 *
 * <p>Little-endian: {@link #MAGIC}, bytes of the head, bytes in all, length of the stamp, the stamp in UTF-8, the number of
 * maps, a CRC-32C of each, one of the head, padding to {@value #PAGE} bytes; then the maps, each padded. The stamp says what
 * the maps were made of and for; a file with another one is not looked at. The checks find damage; they are no seal:
 * whoever writes into the cache could as well write the weights themselves.
 */
public final class LinearImage implements LinearMaps {
    private static final long MAGIC = 0x31_6e69_6c64_6565_68L; // "heedlin1"
    private static final int PAGE = 4096;
    private static final int FIXED = 3 * Long.BYTES + 3 * Integer.BYTES;

    private final LinearLayout.InPlace layout;
    private final byte[] stamp;
    private final Map<LinearKey, Integer> numbers = new HashMap<>();
    private final long[] starts; // and at last the end
    private final MemorySegment bytes;
    private final int[] checks;
    private final boolean found;

    /** A map in a file has other bytes than were written. */
    public static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private LinearImage(
            LinearLayout.InPlace layout, String stamp, List<LinearKey> keys, Optional<MemorySegment> mapped) {
        this.layout = layout;
        this.stamp = stamp.getBytes(StandardCharsets.UTF_8);
        this.starts = new long[keys.size() + 1];
        this.checks = new int[keys.size()];
        starts[0] = pages(FIXED + this.stamp.length + (long) Integer.BYTES * keys.size());
        for (int i = 0; i < keys.size(); i++) {
            LinearKey key = keys.get(i);
            numbers.put(key, i);
            starts[i + 1] = starts[i] + aligned(layout.bytes(key.inputs(), key.outputs()));
        }
        this.found = mapped.filter(this::holds).isPresent();
        this.bytes = found ? mapped.get() : Arena.ofAuto().allocate(starts[keys.size()], PAGE);
    }

    /** Looks into a file; what does not hold is as if it were not there. */
    public static LinearImage of(
            LinearLayout.InPlace layout, String stamp, List<LinearKey> keys, Optional<MemorySegment> mapped) {
        return new LinearImage(layout, stamp, keys, mapped);
    }

    /** Whether the maps stand in the file. */
    public boolean found() {
        return found;
    }

    private static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }

    private static long aligned(long bytes) {
        int step = LinearLayout.InPlace.ALIGNMENT;
        return (bytes + step - 1) / step * step;
    }

    /** Reads the head. */
    private boolean holds(MemorySegment file) {
        if (file.byteSize() != starts[checks.length]) {
            return false;
        }
        byte[] head = file.asSlice(0, starts[0]).toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < checks.length; i++) {
            checks[i] = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(checksAt() + Integer.BYTES * i);
        }
        return Arrays.equals(head, head());
    }

    private int checksAt() {
        return 3 * Long.BYTES + Integer.BYTES + stamp.length + Integer.BYTES;
    }

    private byte[] head() {
        ByteBuffer head = ByteBuffer.allocate((int) starts[0])
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(starts[0])
                .putLong(starts[checks.length])
                .putInt(stamp.length)
                .put(stamp)
                .putInt(checks.length);
        for (int check : checks) {
            head.putInt(check);
        }
        int end = head.position();
        return head.putInt(check(ByteBuffer.wrap(head.array(), 0, end))).array();
    }

    private static int check(ByteBuffer bytes) {
        CRC32C check = new CRC32C();
        check.update(bytes);
        return (int) check.getValue();
    }

    /** @throws DamagedException if the file has other bytes than were written */
    @Override
    public PreparedLinear map(LinearKey key, Supplier<LinearWeights> weights) {
        int number = numbers.get(key);
        MemorySegment own = bytes.asSlice(starts[number], layout.bytes(key.inputs(), key.outputs()));
        if (!found) {
            layout.fill(weights.get(), own);
            checks[number] = check(own.asByteBuffer());
        } else if (check(own.asByteBuffer()) != checks[number]) {
            throw new DamagedException();
        }
        return layout.open(key.inputs(), key.outputs(), own);
    }

    /** Writes what was made anew. */
    public void keep(PreparedFile file) {
        MemorySegment.copy(head(), 0, bytes, ValueLayout.JAVA_BYTE, 0, (int) starts[0]);
        file.write(bytes);
    }
}
