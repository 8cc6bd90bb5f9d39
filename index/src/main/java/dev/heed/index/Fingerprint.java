package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.index.use.ByteCodes;
import dev.heed.index.use.StoredUse;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.text.Span;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two models give the same vectors, by the vector of one occurrence: the same bits on every processor, others
 * after any change of weights, statistics or of how vectors are made.
 */
final class Fingerprint {
    private static final String TEXT = "We sat by the river bank.";
    private static final int DIGITS = 16;

    private Fingerprint() {}

    static String of(Encoder encoder) {
        int at = TEXT.indexOf("bank");
        OccurrenceVectors bank = OccurrenceVectors.of(encoder.encode(TEXT), new Span(at, at + "bank".length()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "model " + encoder.model().name() + ": expected to read the last word of \"" + TEXT + "\""));
        byte[] codes = ByteCodes.of(new StoredUse(encoder).vector(bank));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(codes);
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java has it", e);
        }
    }
}
