package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.subword.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The pieces of a SentencePiece model with the numbers that a class gives them, and the model that it makes of them.
 *
 * @param vocabulary pieces and their ids
 * @param scores by id
 * @param unknownId of what is no piece
 * @param where the file, for messages
 */
record PieceTable(Vocabulary vocabulary, double[] scores, int unknownId, String where) {
    /** Longer pieces are none that training gives, and every cut of one is looked at. */
    private static final int LONGEST = 512;

    /** A piece that a class puts in. */
    record Put(String piece, double score) {}

    /** As the model numbers them. */
    static PieceTable of(SentencePieceFile file, String where) {
        return new PieceTable(file.vocabulary(), doubles(file.scores()), file.unknownId(), where);
    }

    /**
     * As fairseq numbers them: some of its own, the model's without its first, one more.
     *
     * @param left how many of the model's are left out
     * @param unknown the piece for what is none
     */
    static PieceTable fairseq(
            SentencePieceFile file, List<Put> first, int left, String last, String unknown, String where) {
        int size = file.scores().length;
        double[] scores = new double[first.size() + Math.max(0, size - left) + 1];
        Vocabulary.Builder numbers = new Vocabulary.Builder(where);
        int id = 0;
        for (Put put : first) {
            scores[id] = put.score();
            numbers.add(put.piece(), id++);
        }
        for (int own = left; own < size; own++) {
            scores[id] = file.scores()[own];
            numbers.add(file.vocabulary().piece(own), id++);
        }
        numbers.add(last, id);
        Vocabulary vocabulary = numbers.build();
        return new PieceTable(vocabulary, scores, vocabulary.id(unknown), where);
    }

    /** The same with another piece for what is none, if it is there with the score 0. */
    PieceTable withUnknown(String piece) {
        int id = vocabulary.id(piece);
        return id >= 0 && scores[id] == 0 ? new PieceTable(vocabulary, scores, id, where) : this;
    }

    private static double[] doubles(float[] scores) {
        double[] wide = new double[scores.length];
        Arrays.setAll(wide, id -> scores[id]);
        return wide;
    }

    /** @param fallback characters that are no piece become bytes */
    ModelPart unigram(boolean fallback) {
        return new ModelPart(where)
                .with(vocabulary)
                .with(Map.of("type", "Unigram", "unk_id", (long) unknownId, "byte_fallback", fallback))
                .withScores(scores);
    }

    /** Byte pairs whose merges are all pairs of pieces that make a third, the lower its id the sooner. */
    ModelPart pairsById() {
        List<Integer> ids = new ArrayList<>(scores.length);
        for (int id = 0; id < scores.length; id++) {
            ids.add(id);
        }
        return new ModelPart(where)
                .with(vocabulary)
                .with(Map.of("type", "BPE", "fuse_unk", true, "byte_fallback", true))
                .withMerges(merges(ids, id -> id >= 0));
    }

    /** The same of some pieces only, the higher their score the sooner. */
    List<String> mergesByScore(IntPredicate merged) {
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < scores.length; id++) {
            if (merged.test(id)) {
                ids.add(id);
            }
        }
        ids.sort(Comparator.comparingDouble(id -> -scores[id]));
        return merges(ids, merged);
    }

    private List<String> merges(List<Integer> ids, IntPredicate merged) {
        List<String> sides = new ArrayList<>();
        for (int id : ids) {
            String piece = vocabulary.piece(id);
            if (piece.length() > LONGEST) {
                throw new InvalidFileException(where + ": expected pieces of at most " + LONGEST
                        + " characters, got one of " + piece.length() + " (piece " + id + "); fetch the file again");
            }
            for (int cut = 1; cut < piece.length(); cut++) {
                String left = piece.substring(0, cut);
                String right = piece.substring(cut);
                if (merged.test(vocabulary.id(left)) && merged.test(vocabulary.id(right))) {
                    sides.add(left);
                    sides.add(right);
                }
            }
        }
        return sides;
    }
}
