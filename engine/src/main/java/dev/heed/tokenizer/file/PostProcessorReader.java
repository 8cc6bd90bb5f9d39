package dev.heed.tokenizer.file;

import dev.heed.tokenizer.OffsetTrim;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.PairTemplate.First;
import dev.heed.tokenizer.PairTemplate.Part;
import dev.heed.tokenizer.PairTemplate.Second;
import dev.heed.tokenizer.PairTemplate.Special;
import dev.heed.tokenizer.Template;
import java.util.ArrayList;
import java.util.List;

/** {@code post_processor} of a {@code tokenizer.json}: what goes around a text and around two, and how places are trimmed. */
final class PostProcessorReader {
    private final AddedTokens ids;
    private final String where;
    private final List<OffsetTrim> trims = new ArrayList<>();
    private Template template;
    private PairTemplate pairs;

    PostProcessorReader(AddedTokens ids, String where) {
        this.ids = ids;
        this.where = where;
    }

    void read(Object part, String path) {
        if (part == null) {
            return;
        }
        Settings processor = Settings.of(part, path, where);
        switch (processor.string("type")) {
            case "Sequence" -> {
                for (Settings step : processor.only("type", "processors").sections("processors")) {
                    read(step.members(), step.path());
                }
            }
            case "ByteLevel" -> {
                processor.only("type", "add_prefix_space", "trim_offsets", "use_regex");
                trim(processor);
            }
            case "TemplateProcessing" -> {
                processor.only("type", "single", "pair", "special_tokens");
                put(processor, single(processor), pair(processor));
            }
            case "BertProcessing" -> {
                processor.only("type", "sep", "cls");
                around(processor, 1);
            }
            case "RobertaProcessing" -> {
                processor.only("type", "sep", "cls", "trim_offsets", "add_prefix_space");
                trim(processor);
                around(processor, 0);
            }
            default ->
                throw processor.refusal(
                        "type",
                        "a post-processor that is known (BertProcessing, ByteLevel, RobertaProcessing, Sequence, "
                                + "TemplateProcessing)");
        }
    }

    Template template() {
        return template == null ? Template.EMPTY : template;
    }

    PairTemplate pairTemplate() {
        return pairs == null ? PairTemplate.BARE : pairs;
    }

    List<OffsetTrim> trims() {
        return trims;
    }

    private void put(Settings processor, Template one, PairTemplate two) {
        if (template != null) {
            throw processor.refusal("type", "one post-processor that adds special tokens");
        }
        template = one;
        pairs = two;
    }

    private void trim(Settings processor) {
        if (processor.flag("trim_offsets", true)) {
            trims.add(new OffsetTrim(processor.flag("add_prefix_space", true)));
        }
    }

    /** {@code [CLS] A [SEP] B [SEP]}, or {@code <s> A </s></s> B </s>} all of one segment. */
    private void around(Settings processor, int second) {
        int before = pieceAndId(processor, "cls");
        int after = pieceAndId(processor, "sep");
        List<Part> parts = new ArrayList<>(List.of(new Special(before, 0), new First(0), new Special(after, 0)));
        if (second == 0) {
            parts.add(new Special(after, 0));
        }
        parts.add(new Second(second));
        parts.add(new Special(after, second));
        put(processor, new Template(new int[] {before}, new int[] {after}), new PairTemplate(parts));
    }

    /** {@code ["[SEP]", 102]}. */
    private int pieceAndId(Settings processor, String key) {
        List<?> pair = processor.list(key);
        if (pair.size() != 2 || !(pair.get(0) instanceof String)) {
            throw processor.refusal(key, "a piece and its id");
        }
        return known(
                processor,
                key,
                processor.id(pair.get(1), processor.path().concat(".").concat(key)));
    }

    private Template single(Settings processor) {
        List<Integer> prefix = new ArrayList<>();
        List<Integer> suffix = new ArrayList<>();
        boolean textSeen = false;
        for (Part part : parts(processor, "single")) {
            if (part.typeId() != 0) {
                throw processor.refusal("single", "the segment 0 for all");
            }
            if (part instanceof Special special) {
                (textSeen ? suffix : prefix).add(special.id());
            } else if (part instanceof First && !textSeen) {
                textSeen = true;
            } else {
                throw processor.refusal("single", "the text \"A\" once");
            }
        }
        if (!textSeen) {
            throw processor.refusal("single", "the text \"A\" once");
        }
        return new Template(array(prefix), array(suffix));
    }

    /** An empty list is what files without pairs have. */
    private PairTemplate pair(Settings processor) {
        List<Part> parts = processor.has("pair") ? parts(processor, "pair") : List.of();
        if (parts.isEmpty()) {
            return null;
        }
        int firsts = 0;
        int seconds = 0;
        for (Part part : parts) {
            firsts += part instanceof First ? 1 : 0;
            seconds += part instanceof Second ? 1 : 0;
        }
        if (firsts != 1 || seconds != 1) {
            throw processor.refusal("pair", "the texts \"A\" and \"B\" once each");
        }
        return new PairTemplate(parts);
    }

    private List<Part> parts(Settings processor, String key) {
        List<Part> parts = new ArrayList<>();
        for (Settings item : processor.sections(key)) {
            if (item.has("SpecialToken")) {
                Settings special = item.section("SpecialToken").only("id", "type_id");
                int type = special.has("type_id") ? special.number("type_id") : 0;
                for (int id : ids(processor, special.string("id"))) {
                    parts.add(new Special(id, type));
                }
            } else {
                Settings sequence = item.section("Sequence").only("id", "type_id");
                int type = sequence.has("type_id") ? sequence.number("type_id") : 0;
                parts.add(
                        switch (sequence.string("id")) {
                            case "A" -> new First(type);
                            case "B" -> new Second(type);
                            default -> throw sequence.refusal("id", "A or B");
                        });
            }
        }
        return parts;
    }

    private int[] ids(Settings processor, String name) {
        Settings special = processor.section("special_tokens").section(name);
        List<?> stated = special.list("ids");
        int[] known = new int[stated.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = known(
                    special, "ids", special.id(stated.get(i), special.path().concat(".ids")));
        }
        return known;
    }

    private int known(Settings section, String key, int id) {
        if (!ids.isKnown(id)) {
            throw Settings.fail(where, section.path() + "." + key, "the id of a piece", String.valueOf(id));
        }
        return id;
    }

    private static int[] array(List<Integer> numbers) {
        int[] array = new int[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }
}
