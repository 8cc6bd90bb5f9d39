package dev.heed.tokenizer.file;

import dev.heed.tokenizer.decoder.ByteFallback;
import dev.heed.tokenizer.decoder.ByteLevel;
import dev.heed.tokenizer.decoder.Decoder;
import dev.heed.tokenizer.decoder.Fuse;
import dev.heed.tokenizer.decoder.Joined;
import dev.heed.tokenizer.decoder.Metaspace;
import dev.heed.tokenizer.decoder.Replace;
import dev.heed.tokenizer.decoder.Steps;
import dev.heed.tokenizer.decoder.Strip;
import dev.heed.tokenizer.decoder.Suffix;
import dev.heed.tokenizer.decoder.WordPieces;
import dev.heed.tokenizer.pretokenizer.Metaspace.Prepend;
import java.util.ArrayList;
import java.util.List;

/** {@code decoder} of a {@code tokenizer.json}: each understood, or refused by name. */
final class DecoderReader {
    private DecoderReader() {}

    static Decoder read(Object part, String path, String where) {
        if (part == null) {
            return Joined.BY_BLANKS;
        }
        Settings settings = Settings.of(part, path, where);
        return switch (settings.string("type")) {
            case "WordPiece" -> {
                settings.only("type", "prefix", "cleanup");
                yield new WordPieces(settings.string("prefix", "##"), settings.flag("cleanup", true));
            }
            case "ByteLevel" -> {
                settings.only("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield ByteLevel.INSTANCE;
            }
            case "Metaspace" -> {
                settings.only("type", "replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
                yield new Metaspace(
                        settings.character("replacement"), PreTokenizerReader.prepend(settings) != Prepend.NEVER);
            }
            case "ByteFallback" -> {
                settings.only("type");
                yield ByteFallback.INSTANCE;
            }
            case "Fuse" -> {
                settings.only("type");
                yield Fuse.INSTANCE;
            }
            case "Replace" -> {
                settings.only("type", "pattern", "content");
                yield new Replace(PatternReader.read(settings), settings.string("content"));
            }
            case "Strip" -> {
                settings.only("type", "content", "start", "stop");
                yield new Strip(settings.character("content"), settings.number("start"), settings.number("stop"));
            }
            case "BPEDecoder" -> new Suffix(settings.only("type", "suffix").string("suffix", "</w>"));
            case "Sequence" -> {
                List<Decoder> steps = new ArrayList<>();
                for (Settings step : settings.only("type", "decoders").sections("decoders")) {
                    steps.add(read(step.members(), step.path(), step.where()));
                }
                yield new Steps(steps);
            }
            default ->
                throw settings.refusal(
                        "type",
                        "a decoder that is known (BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, "
                                + "Strip, WordPiece)");
        };
    }
}
