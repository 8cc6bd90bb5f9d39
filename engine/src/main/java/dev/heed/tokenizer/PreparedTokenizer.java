package dev.heed.tokenizer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.heed.format.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A {@code tokenizer.json} whose vocabulary is read in one go: what is kept beside a model's unpacked files, for a cold
 * JVM reads JSON slowly.
 *
 * <p>Layout, little-endian: {@link #MAGIC}; size and {@link #check} of the file that it was made from; the number of
 * bytes of JSON, of ids, of UTF-16 units; the JSON with an empty vocabulary; for each id the length of its piece + 1, or
 * 0 for none; the pieces, by id; a {@link #check} of all that. The check finds damage and other versions of the file. It
 * is no seal: whoever writes into the folder could as well write the tokenizer.
 */
final class PreparedTokenizer {
    private static final long MAGIC = 0x31_6b6f_7464_6565_68L; // "heedtok1"
    private static final int HEADER = 3 * Long.BYTES + 3 * Integer.BYTES;

    private PreparedTokenizer() {}

    static byte[] prepare(byte[] json, String where) {
        Vocabulary vocabulary = new TokenizerFile(where).read(json).model().vocabulary();
        byte[] rest = withoutVocabulary(json, where);
        StringBuilder characters = new StringBuilder();
        int[] lengths = new int[vocabulary.size()];
        for (int id = 0; id < lengths.length; id++) {
            String piece = vocabulary.piece(id);
            if (piece != null) {
                lengths[id] = piece.length() + 1;
                characters.append(piece);
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate(HEADER
                        + rest.length
                        + Integer.BYTES * lengths.length
                        + Character.BYTES * characters.length()
                        + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(json.length)
                .putLong(check(json, json.length))
                .putInt(rest.length)
                .putInt(lengths.length)
                .putInt(characters.length())
                .put(rest);
        for (int length : lengths) {
            buffer.putInt(length);
        }
        for (int i = 0; i < characters.length(); i++) {
            buffer.putChar(characters.charAt(i));
        }
        buffer.putLong(check(buffer.array(), buffer.position()));
        return buffer.array();
    }

    /** Empty if {@code prepared} is damaged, of another version, or made from another file than {@code json}. */
    static Optional<Tokenizer> read(byte[] prepared, byte[] json, String where) {
        int end = prepared.length - Long.BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(prepared).order(ByteOrder.LITTLE_ENDIAN);
        if (end < HEADER
                || buffer.getLong() != MAGIC
                || buffer.getLong() != json.length
                || buffer.getLong(end) != check(prepared, end)
                || buffer.getLong() != check(json, json.length)) {
            return Optional.empty();
        }
        int restLength = buffer.getInt();
        int ids = buffer.getInt();
        int characterCount = buffer.getInt();
        long expected =
                (long) HEADER + restLength + (long) Integer.BYTES * ids + (long) Character.BYTES * characterCount;
        if (restLength < 0 || ids < 0 || characterCount < 0 || expected != end) {
            return Optional.empty();
        }
        try {
            int pieces = HEADER + restLength + Integer.BYTES * ids;
            String characters = new String(prepared, pieces, end - pieces, StandardCharsets.UTF_16LE);
            byte[] rest = new byte[restLength];
            buffer.get(rest);
            return vocabulary(buffer, ids, characters, where)
                    .map(vocabulary -> new TokenizerFile(where, vocabulary).read(rest));
        } catch (InvalidFileException e) {
            return Optional.empty(); // the file itself will say so, if it is at fault
        }
    }

    private static Optional<Vocabulary> vocabulary(ByteBuffer lengths, int ids, String characters, String where) {
        Vocabulary.Builder builder = new Vocabulary.Builder(where);
        int at = 0;
        for (int id = 0; id < ids; id++) {
            int length = lengths.getInt() - 1;
            if (length < -1 || length > characters.length() - at) {
                return Optional.empty();
            }
            if (length >= 0) {
                builder.add(characters.substring(at, at + length), id);
                at += length;
            }
        }
        return at == characters.length() ? Optional.of(builder.build()) : Optional.empty();
    }

    /** Two checksums that the JVM has instructions for. */
    private static long check(byte[] bytes, int length) {
        return checksum(new CRC32(), bytes, length) << 32 | checksum(new CRC32C(), bytes, length);
    }

    private static long checksum(Checksum checksum, byte[] bytes, int length) {
        checksum.update(bytes, 0, length);
        return checksum.getValue();
    }

    private static byte[] withoutVocabulary(byte[] json, String where) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try (JsonParser parser = TokenizerFile.parser(json, where);
                JsonGenerator copy = TokenizerFile.JSON.createGenerator(rest)) {
            while (parser.nextToken() != null) {
                copy.copyCurrentEventExact(parser);
                if (parser.currentToken() == JsonToken.START_OBJECT && isVocabulary(parser.getParsingContext())) {
                    parser.skipChildren();
                    copy.writeEndObject();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it has been read before
        }
        return rest.toByteArray();
    }

    /** Whether a context is that of {@code model.vocab}. */
    private static boolean isVocabulary(JsonStreamContext context) {
        JsonStreamContext model = context.getParent();
        return "vocab".equals(model.getCurrentName())
                && model.getParent() != null
                && "model".equals(model.getParent().getCurrentName())
                && model.getParent().getParent() != null
                && model.getParent().getParent().inRoot();
    }
}
