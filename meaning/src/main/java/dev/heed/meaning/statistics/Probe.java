package dev.heed.meaning.statistics;

import dev.heed.Encoder;
import dev.heed.tensor.Vectors;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a model is recognised, whatever it is called and however its files are laid out: by the vectors that it makes of a few
 * fixed texts. They hang on the tokenizer and on every weight; another number format moves them a little, another model far.
 */
public final class Probe {
    /** Never to be changed: shipped statistics hold what models make of them. */
    private static final List<String> TEXTS = List.of(
            "I went to the bank to deposit money.",
            "The old mill stands empty beside the river.",
            "Who wrote the letter that she found?",
            "7 of 12 engines failed.");

    /** Cosine of two vectors of one text from which on both are one model's: int8 keeps .9996 and more. */
    private static final double SAME = 0.995;

    private Probe() {}

    /** What a model makes of the texts: the mean of the tokens' vectors at its last layer; (texts, hiddenSize). */
    public static float[][] of(Encoder encoder) {
        int last = encoder.model().layers();
        return encoder.encode(TEXTS, last).stream()
                .map(encoding -> encoding.tokenVectors(last))
                .map(tokens ->
                        Vectors.mean(tokens, IntStream.range(0, tokens.rows()).toArray()))
                .toArray(float[][]::new);
    }

    /** Whether two models are one; false where one of them is not known. */
    static boolean same(float[][] a, float[][] b) {
        if (a.length != TEXTS.size() || b.length != TEXTS.size()) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i].length != b[i].length || Vectors.cosine(a[i], b[i]) < SAME) {
                return false;
            }
        }
        return true;
    }

    /** A name for what exactly these numbers are, in hexadecimal digits. */
    static String fingerprint(float[][] probe) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float[] vector : probe) {
                ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
                bytes.asFloatBuffer().put(vector);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
