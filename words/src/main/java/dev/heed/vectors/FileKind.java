package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Recognises a file by how it begins, whatever its name says. */
enum FileKind {
    GZIP,
    FASTTEXT,
    NUMPY,
    WORD2VEC_BINARY,
    /** With a header or without. */
    TEXT;

    /** Of a stream. */
    static final long UNKNOWN_SIZE = -1;

    static final int FASTTEXT_MAGIC = 0x2F4F16BA;

    /** What other tools write, by the bytes it begins with. */
    private enum Foreign {
        ZIP("PK\u0003\u0004", "a zip archive (an .npz, a PyTorch or Keras file, a packed download); unpack it"),
        PICKLE2("\u0080\u0002", Foreign.PICKLE),
        PICKLE3("\u0080\u0003", Foreign.PICKLE),
        PICKLE4("\u0080\u0004", Foreign.PICKLE),
        PICKLE5("\u0080\u0005", Foreign.PICKLE),
        BZIP2("BZh", "a bzip2 archive; unpack it"),
        XZ("\u00fd7zXZ", "an xz archive; unpack it"),
        ZSTD("(\u00b5/\u00fd", "a zstd archive; unpack it"),
        SEVEN_ZIP("7z\u00bc\u00af", "a 7z archive; unpack it"),
        SQLITE("SQLite format 3", "an SQLite database (a .magnitude file?); convert it to word2vec's format"),
        HDF5("\u0089HDF", "an HDF5 file; convert it to word2vec's format"),
        GGUF("GGUF", "a GGUF language model"),
        PDF("%PDF", "a PDF document"),
        PNG("\u0089PNG", "an image"),
        LFS("version https://git-lfs", "a Git LFS pointer to the file; run git lfs pull"),
        HTML("<!DOCTYPE", "a web page (a failed download?); download the file again"),
        HTML_TAG("<html", "a web page (a failed download?); download the file again"),
        XML("<?xml", "an XML document"),
        JSON("{", "JSON"),
        UTF16("\u00ff\u00fe", "text in UTF-16; save it as UTF-8"),
        UTF16_BIG("\u00fe\u00ff", "text in UTF-16; save it as UTF-8");

        private static final String PICKLE =
                "a Python pickle (what gensim's save writes); write it with save_word2vec_format";

        private final byte[] start;
        private final String meaning;

        Foreign(String start, String meaning) {
            this.start = start.getBytes(StandardCharsets.ISO_8859_1);
            this.meaning = meaning;
        }
    }

    /**
     * @param head the first bytes of the file, as many as there are up to some ten thousand; more if rows are long
     * @param size of the whole file in bytes, or {@link #UNKNOWN_SIZE}
     * @throws InvalidFileException if it is something else; the message says what it seems to be
     */
    static FileKind of(byte[] head, long size, String where) {
        if (head.length == 0) {
            throw refused(where, "an empty file");
        }
        if (starts(head, new byte[] {0x1f, (byte) 0x8b})) {
            return GZIP;
        }
        if (head.length >= 4 && littleEndian(head) == FASTTEXT_MAGIC) {
            return FASTTEXT;
        }
        if (starts(head, NumpyHeader.MAGIC)) {
            return NUMPY;
        }
        TextHeader header = TextHeader.of(head);
        if (header != null) {
            return new RowEvidence(head, size, header).kind();
        }
        for (Foreign foreign : Foreign.values()) {
            if (starts(head, foreign.start) && !TextDimension.looksLikeRow(head)) {
                throw refused(where, foreign.meaning);
            }
        }
        if (head.length > 9 && head[8] == '{' && head[9] == '"') {
            throw refused(where, "a safetensors file; a model is opened by the name of its folder");
        }
        if (isBinary(head)) {
            throw refused(where, "binary of no kind that is known");
        }
        return TEXT;
    }

    private static InvalidFileException refused(String where, String got) {
        return new InvalidFileException(where
                + ": expected word vectors (word2vec text or binary, GloVe, fastText .vec or .bin, .npy with .vocab), got "
                + got);
    }

    private static int littleEndian(byte[] head) {
        return head[0] & 0xff | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16 | head[3] << 24;
    }

    private static boolean starts(byte[] head, byte[] start) {
        return head.length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
    }

    /** Whether there is a control character that text has no use for. */
    static boolean isBinary(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
