package dev.heed.tokenizer;

import java.util.List;

/**
 * What a model expects around two texts, as rerankers read them: for BERT {@code [CLS] A [SEP] B [SEP]} with the types
 * {@code 0 0 0 1 1}, for RoBERTa {@code <s> A </s></s> B </s>} with types of 0 alone. Immutable.
 *
 * <pre>{@code
 * PairTemplate pairs = tokenizer.pairTemplate();
 * PairTemplate.Joined joined = pairs.join(query.ids(), passage.ids());   // ids and types, pairs.size() more than both
 * }</pre>
 *
 * @param parts special tokens and the two texts, in order; each text once
 */
public record PairTemplate(List<Part> parts) {
    /** The two texts alone, as segments 0 and 1. */
    public static final PairTemplate BARE = new PairTemplate(List.of(new First(0), new Second(1)));

    /** One place of the template; {@code typeId} is its tokens' segment. */
    public sealed interface Part {
        /** The segment of the part's tokens, {@code token_type_ids} to a model. */
        int typeId();
    }

    /** A special token. */
    public record Special(int id, int typeId) implements Part {}

    /** The place of the first text. */
    public record First(int typeId) implements Part {}

    /** The place of the second text. */
    public record Second(int typeId) implements Part {}

    /** Ids and, for each, its segment; the arrays are the caller's. */
    public record Joined(int[] ids, int[] typeIds) {}

    /** Copies the list. */
    public PairTemplate {
        parts = List.copyOf(parts);
    }

    /** Number of special ids that the template adds to the two texts. */
    public int size() {
        int size = 0;
        for (Part part : parts) {
            size += part instanceof Special ? 1 : 0;
        }
        return size;
    }

    /** The ids of both texts, special tokens between and around them. */
    public Joined join(int[] first, int[] second) {
        Joined joined = new Joined(
                new int[first.length + second.length + size()], new int[first.length + second.length + size()]);
        int at = 0;
        for (Part part : parts) {
            int[] ids = switch (part) {
                case Special special -> new int[] {special.id()};
                case First _ -> first;
                case Second _ -> second;
            };
            for (int id : ids) {
                joined.ids()[at] = id;
                joined.typeIds()[at++] = part.typeId();
            }
        }
        return joined;
    }
}
