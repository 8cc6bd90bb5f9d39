package dev.heed.tokenizer.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A {@code tokenizer.json} whose vocabulary stands as it does in memory: what is kept beside a model's unpacked files, for a
 * cold JVM reads JSON slowly, and fills a table of 30,000 words hardly faster.
 *
 * <p>Layout, little-endian: {@link #MAGIC}; size and {@link #check} of the file that it was made from; the number of bytes
 * of JSON; the JSON with an empty vocabulary; the {@linkplain Vocabulary#store vocabulary}; a {@link #check} of all that.
 * The check finds damage and other versions of the file. It is no seal: whoever writes into the folder could as well write
 * the tokenizer.
 */
final class PreparedTokenizer {
    private static final long MAGIC = 0x33_6b6f_7464_6565_68L; // "heedtok3"
    private static final int HEADER = 3 * Long.BYTES + Integer.BYTES;

    private PreparedTokenizer() {}

    /** Empty for a file whose vocabulary is a list: what it says of pieces does not all stand in a vocabulary. */
    static Optional<byte[]> prepare(byte[] json, String where) {
        ModelPart model = new TokenizerFile(where).read(json).model();
        if (model.isScored()) {
            return Optional.empty();
        }
        Vocabulary vocabulary = model.vocabulary();
        byte[] rest = withoutVocabulary(json, where);
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + rest.length + vocabulary.storedBytes() + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(json.length)
                .putLong(check(json, json.length))
                .putInt(rest.length)
                .put(rest);
        vocabulary.store(buffer);
        buffer.putLong(check(buffer.array(), buffer.position()));
        return Optional.of(buffer.array());
    }

    /** Empty if {@code prepared} is damaged, of another version, or made from another file than {@code json}. */
    static Optional<Assembly> read(byte[] prepared, byte[] json, String where) {
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
        buffer.limit(end);
        if (restLength < 0 || restLength > buffer.remaining()) {
            return Optional.empty();
        }
        byte[] rest = new byte[restLength];
        buffer.get(rest);
        try {
            return Vocabulary.restore(buffer).map(vocabulary -> new TokenizerFile(where, vocabulary).read(rest));
        } catch (InvalidFileException e) {
            return Optional.empty(); // the file itself will say so, if it is at fault
        }
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
