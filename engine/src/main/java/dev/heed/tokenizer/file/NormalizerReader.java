package dev.heed.tokenizer.file;

import dev.heed.tokenizer.aligned.Utf8;
import dev.heed.tokenizer.normalizer.BertNormalizer;
import dev.heed.tokenizer.normalizer.EachCharacter;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.normalizer.Precompiled;
import dev.heed.tokenizer.normalizer.Prepend;
import dev.heed.tokenizer.normalizer.Replace;
import dev.heed.tokenizer.normalizer.Steps;
import dev.heed.tokenizer.normalizer.Strip;
import dev.heed.tokenizer.normalizer.UnicodeForm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code normalizer} of a {@code tokenizer.json}: each understood, or refused by name. */
final class NormalizerReader {
    private NormalizerReader() {}

    /** @return {@code null} for none */
    static Normalizer read(Object part, String path, String where) {
        if (part == null) {
            return null;
        }
        Settings settings = Settings.of(part, path, where);
        return switch (settings.string("type")) {
            case "BertNormalizer" -> bert(settings);
            case "Sequence" -> steps(settings);
            case "NFC" -> plain(settings, UnicodeForm.NFC);
            case "NFD" -> plain(settings, UnicodeForm.NFD);
            case "NFKC" -> plain(settings, UnicodeForm.NFKC);
            case "NFKD" -> plain(settings, UnicodeForm.NFKD);
            case "Lowercase" -> plain(settings, EachCharacter.LOWERCASE);
            case "StripAccents" -> plain(settings, EachCharacter.STRIP_ACCENTS);
            case "Nmt" -> plain(settings, EachCharacter.NMT);
            case "ByteLevel" -> plain(settings, EachCharacter.BYTE_LEVEL);
            case "Strip" -> {
                settings.only("type", "strip_left", "strip_right");
                yield new Strip(settings.flag("strip_left", false), settings.flag("strip_right", false));
            }
            case "Prepend" -> new Prepend(wellFormed(settings.only("type", "prepend"), "prepend"));
            case "Replace" -> {
                settings.only("type", "pattern", "content");
                yield new Replace(PatternReader.read(settings), wellFormed(settings, "content"));
            }
            case "Precompiled" -> precompiled(settings);
            default ->
                throw settings.refusal(
                        "type",
                        "a normalizer that is known (BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, "
                                + "Precompiled, Prepend, Replace, Sequence, Strip, StripAccents)");
        };
    }

    private static Normalizer plain(Settings settings, Normalizer normalizer) {
        settings.only("type");
        return normalizer;
    }

    private static Normalizer bert(Settings settings) {
        settings.only("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        boolean lowercase = settings.flag("lowercase", true);
        return new BertNormalizer(
                settings.flag("clean_text", true),
                settings.flag("handle_chinese_chars", true),
                settings.flag("strip_accents", lowercase),
                lowercase);
    }

    /** One step alone is that step, and none is no normalizer. */
    private static Normalizer steps(Settings settings) {
        List<Normalizer> steps = new ArrayList<>();
        for (Settings step : settings.only("type", "normalizers").sections("normalizers")) {
            Normalizer normalizer = read(step.members(), step.path(), step.where());
            if (normalizer != null) {
                steps.add(normalizer);
            }
        }
        return steps.isEmpty() ? null : steps.size() == 1 ? steps.getFirst() : new Steps(steps);
    }

    private static Normalizer precompiled(Settings settings) {
        settings.only("type", "precompiled_charsmap");
        if (!settings.has("precompiled_charsmap")) {
            return null;
        }
        byte[] map;
        try {
            map = Base64.getDecoder().decode(settings.string("precompiled_charsmap"));
        } catch (IllegalArgumentException e) {
            throw Settings.fail(settings.where(), settings.path() + ".precompiled_charsmap", "base64", "other text");
        }
        return new Precompiled(map, settings.where());
    }

    private static String wellFormed(Settings settings, String key) {
        String text = settings.string(key);
        if (!Utf8.isWellFormed(text)) {
            throw settings.refusal(key, "Unicode text");
        }
        return text;
    }
}
