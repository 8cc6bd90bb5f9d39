package dev.heed.format.onnx;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.format.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A constant of an {@link OnnxNode}: an axis, an epsilon, a permutation, a tensor. Immutable and thread-safe.
 *
 * <p>Each accessor refuses an attribute of another kind with an {@link InvalidFileException} that names it.
 */
public final class OnnxAttribute {
    /** What an attribute holds. */
    public enum Kind {
        FLOAT,
        INT,
        STRING,
        TENSOR,
        FLOATS,
        INTS,
        STRINGS,
        /** Subgraphs, sparse tensors, types and references to a function's attributes: not read. */
        OTHER
    }

    private final String where;
    private final String node;
    private final String name;
    private final Kind kind;
    private final Object value;

    /** File, node and attribute are for messages. */
    OnnxAttribute(String where, String node, String name, Kind kind, Object value) {
        this.where = where;
        this.node = node;
        this.name = name;
        this.kind = kind;
        this.value = value;
    }

    /** What it holds, and so which accessor answers. */
    public Kind kind() {
        return kind;
    }

    /** The value of a {@link Kind#FLOAT}. */
    public float number() {
        return (Float) value(Kind.FLOAT);
    }

    /** The value of an {@link Kind#INT}. */
    public long integer() {
        return (Long) value(Kind.INT);
    }

    /** The value of a {@link Kind#STRING}; refused if it is not UTF-8. */
    public String string() {
        return text((MemorySegment) value(Kind.STRING));
    }

    /** The value of a {@link Kind#TENSOR}; named after the node's first output where the file gives it no name. */
    public StoredTensor tensor() {
        return (StoredTensor) value(Kind.TENSOR);
    }

    /** The values of {@link Kind#FLOATS}; a copy. */
    public float[] numbers() {
        return ((float[]) value(Kind.FLOATS)).clone();
    }

    /** The values of {@link Kind#INTS}; a copy. */
    public long[] integers() {
        return ((long[]) value(Kind.INTS)).clone();
    }

    /** The values of {@link Kind#STRINGS}; refused if one is not UTF-8. */
    public List<String> strings() {
        return ((List<?>) value(Kind.STRINGS))
                .stream().map(bytes -> text((MemorySegment) bytes)).toList();
    }

    private Object value(Kind wanted) {
        if (kind != wanted) {
            throw refused("expected " + wanted + ", got " + kind);
        }
        return value;
    }

    private String text(MemorySegment bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("expected UTF-8, got other bytes");
        }
    }

    private InvalidFileException refused(String message) {
        return new InvalidFileException(
                where + ": attribute " + Quoted.of(name) + " of node " + Quoted.of(node) + ": " + message);
    }
}
