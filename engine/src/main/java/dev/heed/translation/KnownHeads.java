package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.TranslateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The head that says which word came from which, for each pair of languages: found once a model from its translations of a few
 * sentences, then kept on disk. What it depends on is the model alone, so it is the same on every machine. Thread-safe.
 */
final class KnownHeads {
    private static final Map<String, List<String>> SENTENCES = sentences();
    /** Sentences of any language: names and numbers. */
    private static final String ANY = "any";

    private static final int AT_ONCE = 8;

    private final SentenceModel model;
    private final HeadFile file;
    private final Map<String, AlignmentHead> heads = new HashMap<>();

    KnownHeads(SentenceModel model, HeadFile file) {
        this.model = model;
        this.file = file;
    }

    private static Map<String, List<String>> sentences() {
        try (InputStream in = KnownHeads.class.getResourceAsStream("alignment-sentences.txt")) {
            Map<String, List<String>> sections = new HashMap<>();
            List<String> open = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("[")) {
                    open = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    open.add(line);
                }
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head for a model's translations with some options. */
    synchronized AlignmentHead of(TranslateOptions options) {
        TranslateOptions plain = TranslateOptions.DEFAULT
                .from(options.from())
                .to(options.to())
                .prefix(options.prefix())
                .beams(1)
                .attention(true);
        String pair = options.from() + " " + options.to() + " " + options.prefix();
        return heads.computeIfAbsent(
                pair,
                key -> file.read(key).orElseGet(() -> {
                    HeadChoice choice = HeadChoice.of(translations(plain));
                    file.write(key, choice);
                    return choice.head();
                }));
    }

    /** The model's translations of the sentences of its source language. */
    List<SentenceTranslation> translations(TranslateOptions options) {
        List<String> sentences = SENTENCES.getOrDefault(language(model.from(options)), SENTENCES.get(ANY)).stream()
                .filter(sentence -> model.countTokens(sentence, options) <= model.maxTokens())
                .toList();
        List<SentenceTranslation> all = new ArrayList<>();
        for (int at = 0; at < sentences.size(); at += AT_ONCE) {
            List<String> some = sentences.subList(at, Math.min(sentences.size(), at + AT_ONCE));
            model.translate(some, options).stream()
                    .filter(sentence -> !sentence.target().isBlank())
                    .forEach(all::add);
        }
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "alignment-head: expected translations to choose it by, the model made none;"
                            + " name one as LAYER.HEAD");
        }
        return all;
    }

    /** {@code de_DE}, {@code deu_Latn} and {@code de} are one language. */
    private static String language(String code) {
        if (code == null) {
            return ANY;
        }
        String first = code.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return SENTENCES.containsKey(first)
                ? first
                : SENTENCES.keySet().stream()
                        .filter(key -> key.length() == 2
                                && Locale.of(key).getISO3Language().equals(first))
                        .findFirst()
                        .orElse(ANY);
    }
}
