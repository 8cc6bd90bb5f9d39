package dev.heed.model.minilm;

import dev.heed.Encoder;
import dev.heed.Models;
import java.util.Arrays;

/** A process that embeds one sentence with the packaged model and prints a digest of its vector. */
final class FirstSentence {
    private FirstSentence() {}

    public static void main(String[] args) {
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            System.out.print(
                    Arrays.hashCode(encoder.embed("We sat by the river bank.").vector()));
        }
    }
}
