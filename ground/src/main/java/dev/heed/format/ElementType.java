package dev.heed.format;

/**
 * How the elements of a stored tensor are written, all little-endian.
 *
 * <p>Floating types up to {@link #F64} can be read as floats and integer types as longs; the others are known by name
 * and size only, so that a file which holds them can still be used for its other tensors.
 */
public enum ElementType {
    F64(64, Use.FLOATS),
    F32(32, Use.FLOATS),
    /** IEEE 754 binary16. */
    F16(16, Use.FLOATS),
    /** The upper half of a binary32. */
    BF16(16, Use.FLOATS),
    I64(64, Use.INTEGERS),
    I32(32, Use.INTEGERS),
    I16(16, Use.INTEGERS),
    I8(8, Use.INTEGERS),
    U64(64, Use.INTEGERS),
    U32(32, Use.INTEGERS),
    U16(16, Use.INTEGERS),
    U8(8, Use.INTEGERS),
    /** One byte each, 0 is false and all else true. */
    BOOL(8, Use.INTEGERS),
    F8_E4M3(8, Use.NONE),
    F8_E5M2(8, Use.NONE),
    F8_E8M0(8, Use.NONE),
    F8_E4M3FNUZ(8, Use.NONE),
    F8_E5M2FNUZ(8, Use.NONE),
    F6_E2M3(6, Use.NONE),
    F6_E3M2(6, Use.NONE),
    F4(4, Use.NONE),
    I4(4, Use.NONE),
    U4(4, Use.NONE),
    I2(2, Use.NONE),
    U2(2, Use.NONE),
    C64(64, Use.NONE),
    C128(128, Use.NONE),
    /** Texts of any length; no fixed size. */
    STRING(0, Use.NONE);

    private enum Use {
        FLOATS,
        INTEGERS,
        NONE
    }

    private final int bits;
    private final Use use;

    ElementType(int bits, Use use) {
        this.bits = bits;
        this.use = use;
    }

    /** Bits an element takes; 0 for {@link #STRING}. */
    public int bits() {
        return bits;
    }

    /** Bytes an element takes, rounded up for types below a byte; 0 for {@link #STRING}. */
    public int bytes() {
        return (bits + 7) / 8;
    }

    /** Whether {@link StoredTensor#toFloats} takes it: F64, F32, F16 and BF16. */
    public boolean isFloating() {
        return use == Use.FLOATS;
    }

    /** Whether {@link StoredTensor#toLongs} takes it: the integers of 8 bits and more, and BOOL. */
    public boolean isInteger() {
        return use == Use.INTEGERS;
    }
}
