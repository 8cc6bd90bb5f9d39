package dev.heed.tokenizer.decoder;

import dev.heed.tokenizer.subword.ByteIds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ByteFallback}: a run of pieces such as {@code <0xE2>} is text of UTF-8; where it is none, the reference makes
 * U+FFFD of every byte, good ones too, and so does this.
 */
public enum ByteFallback implements Decoder {
    /** It has no settings. */
    INSTANCE;

    @Override
    public List<String> decode(List<String> pieces) {
        List<String> texts = new ArrayList<>(pieces.size());
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (String piece : pieces) {
            int value = ByteIds.value(piece);
            if (value >= 0) {
                run.write(value);
            } else {
                putRun(run, texts);
                texts.add(piece);
            }
        }
        putRun(run, texts);
        return texts;
    }

    private static void putRun(ByteArrayOutputStream run, List<String> texts) {
        if (run.size() == 0) {
            return;
        }
        try {
            texts.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(run.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            texts.add("\uFFFD".repeat(run.size()));
        }
        run.reset();
    }

    @Override
    public Part inside(Part part) {
        int value = part.bytes() != null ? -1 : ByteIds.value(part.text());
        return value < 0 ? part : Part.of((byte) value);
    }
}
