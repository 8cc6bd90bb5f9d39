package dev.heed.tokenizer.file;

import dev.heed.tokenizer.pattern.CharacterClass;
import dev.heed.tokenizer.pattern.Literal;
import dev.heed.tokenizer.pattern.WordShapes;
import dev.heed.tokenizer.pretokenizer.Behavior;
import dev.heed.tokenizer.pretokenizer.BertWords;
import dev.heed.tokenizer.pretokenizer.ByteLevel;
import dev.heed.tokenizer.pretokenizer.FixedLength;
import dev.heed.tokenizer.pretokenizer.Metaspace;
import dev.heed.tokenizer.pretokenizer.PreTokenizer;
import dev.heed.tokenizer.pretokenizer.Split;
import dev.heed.tokenizer.pretokenizer.Steps;
import java.util.ArrayList;
import java.util.List;

/** {@code pre_tokenizer} of a {@code tokenizer.json}: each understood, or refused by name. */
final class PreTokenizerReader {
    private PreTokenizerReader() {}

    /** @return {@code null} for none */
    static PreTokenizer read(Object part, String path, String where) {
        if (part == null) {
            return null;
        }
        Settings settings = Settings.of(part, path, where);
        return switch (settings.string("type")) {
            case "BertPreTokenizer" -> {
                settings.only("type");
                yield BertWords.INSTANCE;
            }
            case "Sequence" -> steps(settings);
            case "ByteLevel" -> {
                settings.only("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield new ByteLevel(settings.flag("add_prefix_space", true), settings.flag("use_regex", true));
            }
            case "Metaspace" -> metaspace(settings);
            case "Split" -> {
                settings.only("type", "pattern", "behavior", "invert");
                yield new Split(PatternReader.read(settings), behavior(settings), settings.flag("invert", false));
            }
            case "Digits" -> {
                settings.only("type", "individual_digits");
                boolean alone = settings.flag("individual_digits", false);
                yield new Split(CharacterClass.NUMBER, alone ? Behavior.ISOLATED : Behavior.CONTIGUOUS, false);
            }
            case "Punctuation" -> {
                settings.only("type", "behavior");
                Behavior behavior = settings.has("behavior") ? behavior(settings) : Behavior.ISOLATED;
                yield new Split(CharacterClass.PUNCTUATION, behavior, false);
            }
            case "Whitespace" -> {
                settings.only("type");
                yield new Split(WordShapes.WORDS_AND_SYMBOLS, Behavior.REMOVED, true);
            }
            case "WhitespaceSplit" -> {
                settings.only("type");
                yield new Split(CharacterClass.SPACE, Behavior.REMOVED, false);
            }
            case "CharDelimiterSplit" -> {
                settings.only("type", "delimiter");
                String delimiter = Character.toString(settings.character("delimiter"));
                yield new Split(new Literal(delimiter), Behavior.REMOVED, false);
            }
            case "FixedLength" ->
                new FixedLength(settings.only("type", "length").count("length", 5, 1 << 20));
            default ->
                throw settings.refusal(
                        "type",
                        "a pre-tokenizer that is known (BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, "
                                + "FixedLength, Metaspace, Punctuation, Sequence, Split, Whitespace, WhitespaceSplit)");
        };
    }

    private static PreTokenizer steps(Settings settings) {
        List<PreTokenizer> steps = new ArrayList<>();
        for (Settings step : settings.only("type", "pretokenizers").sections("pretokenizers")) {
            steps.add(read(step.members(), step.path(), step.where()));
        }
        return steps.size() == 1 ? steps.getFirst() : new Steps(steps);
    }

    /** {@code add_prefix_space} and {@code str_rep} are of older files; the first says no more than {@code prepend_scheme}. */
    private static PreTokenizer metaspace(Settings settings) {
        settings.only("type", "replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
        return new Metaspace(settings.character("replacement"), prepend(settings), settings.flag("split", true));
    }

    static Metaspace.Prepend prepend(Settings settings) {
        String scheme = settings.string("prepend_scheme", "");
        boolean off = settings.has("add_prefix_space") && !settings.flag("add_prefix_space", true);
        return switch (scheme) {
            case "" -> off ? Metaspace.Prepend.NEVER : Metaspace.Prepend.ALWAYS;
            case "never" -> Metaspace.Prepend.NEVER;
            case "always", "first" -> {
                if (off) {
                    throw settings.refusal("prepend_scheme", "never, as add_prefix_space is false");
                }
                yield scheme.equals("first") ? Metaspace.Prepend.FIRST : Metaspace.Prepend.ALWAYS;
            }
            default -> throw settings.refusal("prepend_scheme", "always, first or never");
        };
    }

    private static Behavior behavior(Settings settings) {
        return switch (settings.string("behavior")) {
            case "Removed" -> Behavior.REMOVED;
            case "Isolated" -> Behavior.ISOLATED;
            case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
            case "Contiguous" -> Behavior.CONTIGUOUS;
            default ->
                throw settings.refusal(
                        "behavior", "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
        };
    }
}
