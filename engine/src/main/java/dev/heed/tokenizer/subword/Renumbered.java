package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/**
 * A model whose pieces have other numbers than its own file gives them: those of a vocabulary beside it, as Marian and M2M100
 * have it. A stretch that the model has no pieces for is looked up there as a whole, then the unknown piece stands for it.
 * Immutable, thread-safe.
 */
public final class Renumbered implements SubwordModel {
    private final SubwordModel model;
    private final Vocabulary vocabulary;
    private final int unknownId;
    private final int[] numbers; // by the model's own ids

    /**
     * @param model takes words apart
     * @param vocabulary the numbers by piece
     * @param unknownId the number of what has none
     */
    public Renumbered(SubwordModel model, Vocabulary vocabulary, int unknownId) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.unknownId = unknownId;
        numbers = new int[model.vocabulary().size()];
        for (int id = 0; id < numbers.length; id++) {
            String piece = model.vocabulary().piece(id);
            int number = piece == null ? -1 : vocabulary.id(piece);
            numbers[id] = number < 0 ? unknownId : number;
        }
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int unknownId() {
        return unknownId;
    }

    @Override
    public Words words(TokenBuffer tokens) {
        TokenBuffer own = new TokenBuffer(64);
        Words words = model.words(own);
        return (text, from, to) -> {
            own.cutBack(0);
            words.word(text, from, to);
            int at = from; // pieces follow each other in the text
            for (int i = 0; i < own.size(); i++) {
                boolean unknown = own.id(i) == model.unknownId();
                int end = unknown ? nextPiece(own, i + 1, text, at + 1, to) : at + length(own.id(i));
                int number = unknown ? whole(text, at, Math.min(end, to)) : numbers[own.id(i)];
                tokens.add(number, own.start(i), own.end(i));
                at = end;
            }
        };
    }

    private int length(int id) {
        return model.vocabulary().piece(id).length();
    }

    /** Where a token's piece stands first from {@code from} on; the word's end where there is no such token. */
    private int nextPiece(TokenBuffer own, int token, AlignedText text, int from, int to) {
        if (token == own.size()) {
            return to;
        }
        String piece = model.vocabulary().piece(own.id(token));
        for (int at = from; at + piece.length() <= to; at++) {
            if (text.start(at) >= own.start(token) && stands(piece, text, at)) {
                return at;
            }
        }
        return to;
    }

    private static boolean stands(String piece, AlignedText text, int at) {
        for (int i = 0; i < piece.length(); i++) {
            if (text.charAt(at + i) != piece.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number of a stretch without pieces. */
    private int whole(AlignedText text, int from, int to) {
        int number = from >= to ? -1 : vocabulary.id(text, from, to);
        return number < 0 ? unknownId : number;
    }
}
