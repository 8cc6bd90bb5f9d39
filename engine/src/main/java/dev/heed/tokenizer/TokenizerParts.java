package dev.heed.tokenizer;

import dev.heed.format.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a {@code tokenizer.json} around its model, each understood or refused by name. */
final class TokenizerParts {
    private static final Set<String> TOKEN_KEYS =
            Set.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");

    private final Vocabulary vocabulary;
    private final String where;
    private final Map<Integer, String> addedPieces = new HashMap<>();

    TokenizerParts(Vocabulary vocabulary, String where) {
        this.vocabulary = vocabulary;
        this.where = where;
    }

    BertNormalizer normalizer(Object part) {
        if (part == null) {
            return BertNormalizer.NONE;
        }
        Settings normalizer = unwrapped(Settings.of(part, "normalizer", where), "normalizers");
        if (!"BertNormalizer".equals(normalizer.members().get("type"))) {
            throw normalizer.refusal("type", "BertNormalizer");
        }
        boolean lowercase = normalizer.flag("lowercase", true);
        return new BertNormalizer(
                normalizer.flag("clean_text", true),
                normalizer.flag("handle_chinese_chars", true),
                normalizer.flag("strip_accents", lowercase),
                lowercase);
    }

    void checkPreTokenizer(Object part) {
        Settings preTokenizer = unwrapped(Settings.of(part, "pre_tokenizer", where), "pretokenizers");
        if (!"BertPreTokenizer".equals(preTokenizer.members().get("type"))) {
            throw preTokenizer.refusal("type", "BertPreTokenizer");
        }
    }

    List<AddedToken> addedTokens(List<Settings> sections, BertNormalizer normalizer) {
        List<AddedToken> tokens = new ArrayList<>();
        Set<String> contents = new HashSet<>();
        for (Settings section : sections) {
            AddedToken token = addedToken(section, normalizer);
            if (!contents.add(token.content()) || addedPieces.put(token.id(), token.content()) != null) {
                throw section.refusal("content", "every added token and id once");
            }
            tokens.add(token);
        }
        return tokens;
    }

    private AddedToken addedToken(Settings section, BertNormalizer normalizer) {
        for (Map.Entry<String, Object> member : section.members().entrySet()) {
            if (!TOKEN_KEYS.contains(member.getKey()) && !Boolean.FALSE.equals(member.getValue())) {
                throw section.refusal(member.getKey(), "no such setting");
            }
        }
        AddedToken token = new AddedToken(
                section.id("id"),
                section.string("content"),
                section.flag("single_word", false),
                section.flag("lstrip", false),
                section.flag("rstrip", false),
                section.flag("normalized", false),
                section.flag("special", false));
        String sought = token.normalized() ? normalizer.normalize(token.content()) : token.content();
        if (sought.isEmpty() || !Utf8.isWellFormed(token.content())) {
            throw section.refusal("content", "text that can be found in a text");
        }
        checkId(section, token);
        return token;
    }

    /** An added token either names a piece of the vocabulary by its own id or brings an id that is free. */
    private void checkId(Settings section, AddedToken token) {
        int inVocabulary = vocabulary.id(token.content());
        if (inVocabulary >= 0 && inVocabulary != token.id()) {
            throw section.refusal("id", inVocabulary + ", the vocabulary's id of " + Quoted.of(token.content()));
        }
        String other = vocabulary.piece(token.id());
        if (inVocabulary < 0 && other != null) {
            throw section.refusal("id", "a free id, not that of " + Quoted.of(other));
        }
    }

    Template template(Object part) {
        if (part == null) {
            return Template.EMPTY;
        }
        Settings processor = unwrapped(Settings.of(part, "post_processor", where), "processors");
        return switch (processor.string("type")) {
            case "TemplateProcessing" -> templateProcessing(processor);
            case "BertProcessing" ->
                new Template(new int[] {pair(processor, "cls")}, new int[] {pair(processor, "sep")});
            default -> throw processor.refusal("type", "TemplateProcessing or BertProcessing");
        };
    }

    /** {@code ["[SEP]", 102]}. */
    private int pair(Settings processor, String key) {
        List<?> pair = processor.list(key);
        if (pair.size() != 2 || !(pair.get(0) instanceof String)) {
            throw processor.refusal(key, "a piece and its id");
        }
        return known(processor, key, processor.id(pair.get(1), "post_processor." + key));
    }

    private Template templateProcessing(Settings processor) {
        List<Integer> prefix = new ArrayList<>();
        List<Integer> suffix = new ArrayList<>();
        boolean textSeen = false;
        for (Settings item : processor.sections("single")) {
            if (item.has("SpecialToken")) {
                Settings special = ofFirstType(item.section("SpecialToken"));
                (textSeen ? suffix : prefix).addAll(ids(processor, special.string("id")));
            } else {
                Settings sequence = ofFirstType(item.section("Sequence"));
                if (textSeen || !sequence.string("id").equals("A")) {
                    throw sequence.refusal("id", "the text \"A\" once");
                }
                textSeen = true;
            }
        }
        if (!textSeen) {
            throw processor.refusal("single", "the text \"A\" once");
        }
        return new Template(array(prefix), array(suffix));
    }

    /** A single text is all of one type to the models we run. */
    private static Settings ofFirstType(Settings item) {
        if (item.has("type_id") && !Long.valueOf(0).equals(item.members().get("type_id"))) {
            throw item.refusal("type_id", "0");
        }
        return item;
    }

    private List<Integer> ids(Settings processor, String name) {
        Settings special = processor.section("special_tokens").section(name);
        List<Integer> ids = new ArrayList<>();
        for (Object id : special.list("ids")) {
            ids.add(known(special, "ids", special.id(id, special.path() + ".ids")));
        }
        return ids;
    }

    private int known(Settings section, String key, int id) {
        if (vocabulary.piece(id) == null && !addedPieces.containsKey(id)) {
            throw Settings.fail(where, section.path() + "." + key, "the id of a piece", String.valueOf(id));
        }
        return id;
    }

    /** A sequence of one step is that step. */
    private Settings unwrapped(Settings part, String steps) {
        if (!"Sequence".equals(part.members().get("type"))) {
            return part;
        }
        List<Settings> sections = part.sections(steps);
        if (sections.size() != 1) {
            throw Settings.fail(where, part.path() + "." + steps, "one step", sections.size() + " steps");
        }
        return sections.getFirst();
    }

    private static int[] array(List<Integer> numbers) {
        int[] array = new int[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }
}
