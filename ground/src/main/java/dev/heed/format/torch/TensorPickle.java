package dev.heed.format.torch;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pickle of a checkpoint, read for its tensors alone. A pickle calls functions by name: here none is called; those that
 * stand for a tensor, a storage or a dictionary are recognised by their full names, every other is refused. Protocols 2 to 4.
 */
final class TensorPickle {
    private static final int LARGEST = 64 << 20;
    private static final int MOST_VALUES = 4 << 20;
    private static final Object MARK = new Object();

    /** Numbers of one kind, by the name of their entry. */
    record Storage(ElementType type, String key) {}

    /** A tensor: a shape over some of a storage's numbers, one row after the other. */
    record Described(Storage storage, long offset, int[] shape) {}

    private record Named(String name) {}

    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch FloatStorage", ElementType.F32,
            "torch HalfStorage", ElementType.F16,
            "torch BFloat16Storage", ElementType.BF16,
            "torch LongStorage", ElementType.I64,
            "torch IntStorage", ElementType.I32);

    private static final String TENSOR = "torch._utils _rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils _rebuild_parameter";
    private static final String DICTIONARY = "collections OrderedDict";

    private final ByteBuffer bytes;
    private final String where;
    private final ArrayDeque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private int values;

    TensorPickle(MemorySegment pickle, String where) {
        if (pickle.byteSize() > LARGEST) {
            throw new InvalidFileException(
                    where + ": expected a pickle of at most " + LARGEST + " bytes, got " + pickle.byteSize());
        }
        this.bytes = ByteBuffer.wrap(pickle.toArray(ValueLayout.JAVA_BYTE)).order(ByteOrder.LITTLE_ENDIAN);
        this.where = where;
    }

    /** What it stands for: dictionaries, lists, texts, numbers and {@link Described} tensors. */
    Object read() {
        try {
            while (true) {
                int operation = bytes.get() & 0xff;
                if (operation == '.') {
                    return pop();
                }
                run(operation);
            }
        } catch (BufferUnderflowException
                | java.util.NoSuchElementException
                | ClassCastException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            throw new InvalidFileException(where + ": expected a whole pickle of tensors, it is cut or damaged", e);
        }
    }

    private void run(int operation) {
        switch (operation) {
            case 0x80 -> bytes.get(); // PROTO
            case 0x95 -> bytes.getLong(); // FRAME
            case '(' -> push(MARK);
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(List.of());
            case 'N' -> push(new Named("None"));
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) bytes.getInt());
            case 'K' -> push((long) (bytes.get() & 0xff));
            case 'M' -> push((long) (bytes.getShort() & 0xffff));
            case 0x8a -> push(whole(bytes.get() & 0xff));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
            case 'X' -> push(text(bytes.getInt()));
            case 0x8c -> push(text(bytes.get() & 0xff));
            case 'q' -> memo.put(bytes.get() & 0xff, stack.getFirst());
            case 'r' -> memo.put(bytes.getInt(), stack.getFirst());
            case 0x94 -> memo.put(memo.size(), stack.getFirst());
            case 'h' -> push(kept(bytes.get() & 0xff));
            case 'j' -> push(kept(bytes.getInt()));
            case 't' -> push(List.copyOf(toMark()));
            case 0x85 -> push(List.of(pop()));
            case 0x86 -> pushLast(2);
            case 0x87 -> pushLast(3);
            case 'c' -> push(named(line() + " " + line()));
            case 0x93 -> {
                String name = (String) pop();
                push(named(pop() + " " + name));
            }
            case 'Q' -> push(storage((List<?>) pop()));
            case 'R' -> {
                List<?> arguments = (List<?>) pop();
                push(called((Named) pop(), arguments));
            }
            case 's' -> {
                Object value = pop();
                Object key = pop();
                map().put(key, value);
            }
            case 'u' -> {
                List<Object> pairs = toMark();
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    map().put(pairs.get(i), pairs.get(i + 1));
                }
            }
            case 'a' -> {
                Object value = pop();
                list().add(value);
            }
            case 'e' -> {
                List<Object> values = toMark();
                list().addAll(values);
            }
            case 'b' -> pop(); // BUILD: attributes of a dictionary, such as its version, which no tensor needs
            default ->
                throw new InvalidFileException(where + ": expected a pickle of tensors, got its operation 0x"
                        + Integer.toHexString(operation) + " at byte " + (bytes.position() - 1)
                        + ", which tensors do not need");
        }
    }

    private void push(Object value) {
        if (++values > MOST_VALUES) {
            throw new InvalidFileException(
                    where + ": expected at most " + MOST_VALUES + " values in its pickle, got more");
        }
        stack.push(value);
    }

    private Object pop() {
        return stack.pop();
    }

    private void pushLast(int count) {
        List<Object> last = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            last.addFirst(pop());
        }
        push(List.copyOf(last));
    }

    private List<Object> toMark() {
        List<Object> values = new ArrayList<>();
        for (Object value = pop(); value != MARK; value = pop()) {
            values.add(value);
        }
        return new ArrayList<>(values.reversed());
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> map() {
        return (Map<Object, Object>) stack.getFirst();
    }

    @SuppressWarnings("unchecked")
    private List<Object> list() {
        return (List<Object>) stack.getFirst();
    }

    private Object kept(int key) {
        Object value = memo.get(key);
        if (value == null) {
            throw new java.util.NoSuchElementException();
        }
        return value;
    }

    private long whole(int length) {
        if (length > Long.BYTES) {
            throw new InvalidFileException(where + ": expected whole numbers of 8 bytes at most, got " + length);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes.get() & 0xffL) << 8 * i;
        }
        return length == 0 ? 0 : value << 64 - 8 * length >> 64 - 8 * length;
    }

    private String text(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte b = bytes.get(); b != '\n'; b = bytes.get()) {
            line.append((char) b);
        }
        return line.toString();
    }

    private Named named(String name) {
        if (!STORAGES.containsKey(name)
                && !name.equals(TENSOR)
                && !name.equals(PARAMETER)
                && !name.equals(DICTIONARY)) {
            throw new InvalidFileException(
                    where + ": expected a pickle of tensors, got the name " + Quoted.of(name.replace(' ', '.'))
                            + " in it, whose code is never run; save the tensors as safetensors");
        }
        return new Named(name);
    }

    /** {@code ('storage', kind, key, device, length)}. */
    private Storage storage(List<?> id) {
        if (id.size() < 3 || !"storage".equals(id.get(0))) {
            throw new ClassCastException();
        }
        ElementType type = STORAGES.get(((Named) id.get(1)).name());
        if (type == null) {
            throw new ClassCastException();
        }
        return new Storage(type, (String) id.get(2));
    }

    private Object called(Named name, List<?> arguments) {
        return switch (name.name()) {
            case DICTIONARY -> new LinkedHashMap<>();
            case PARAMETER -> arguments.getFirst();
            case TENSOR -> tensor(arguments);
            default ->
                throw new InvalidFileException(where + ": expected a pickle of tensors, got a call of "
                        + name.name().replace(' ', '.'));
        };
    }

    /** {@code (storage, offset, shape, strides, …)}. */
    private Described tensor(List<?> arguments) {
        if (arguments.size() < 4) {
            throw new ClassCastException();
        }
        List<?> shape = (List<?>) arguments.get(2);
        List<?> strides = (List<?>) arguments.get(3);
        int[] sizes = new int[shape.size()];
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            sizes[i] = Math.toIntExact((Long) shape.get(i));
            if (sizes[i] != 1 && (Long) strides.get(i) != stride) {
                throw new InvalidFileException(
                        where + ": expected tensors that lie row by row, got strides " + strides + " of " + shape);
            }
            stride *= sizes[i];
        }
        return new Described((Storage) arguments.get(0), (Long) arguments.get(1), sizes);
    }
}
