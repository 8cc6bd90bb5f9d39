package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Cuts texts into groups of some {@value #GROUP_TOKENS} tokens, so that the weights fetched for one token serve many, and
 * runs the groups: one to a worker if there are several, the workers inside the group if there is one.
 *
 * <p>How texts are grouped does not show in the result.
 */
final class BatchRunner {
    private static final int GROUP_TOKENS = 256;

    private final LoadedModel model;
    private final Workers workers;

    /** All that was asked for. */
    static final Part<SortedMap<Integer, Matrix>> ALL = (text, window, layers) -> layers;

    BatchRunner(LoadedModel model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /** One window of one text. */
    private record Piece(int text, int window, int[] ids) {}

    /** What is kept of one window of a text, given its tokens' vectors at some layers, each (tokens, hiddenSize). */
    interface Part<P> {
        P of(ReadText text, int window, SortedMap<Integer, Matrix> layers);
    }

    /**
     * Runs the texts up to {@code lastLayer}.
     *
     * @param part what is kept of one window, of the layers from {@code firstKept} on; called by several threads at once
     * @param finish makes a text's result of its windows' parts
     * @return the results, in the order of the texts
     */
    <P, T> List<T> run(
            List<ReadText> texts, int firstKept, int lastLayer, Part<P> part, BiFunction<ReadText, List<P>, T> finish) {
        List<Piece> pieces = pieces(texts);
        return run(texts, pieces, groups(pieces), firstKept, lastLayer, part, finish);
    }

    /** The same, all texts as one group: for who puts groups together. */
    <P, T> List<T> runGroup(
            List<ReadText> texts, int firstKept, int lastLayer, Part<P> part, BiFunction<ReadText, List<P>, T> finish) {
        List<Piece> pieces = pieces(texts);
        return run(texts, pieces, new int[] {0, pieces.size()}, firstKept, lastLayer, part, finish);
    }

    private <P, T> List<T> run(
            List<ReadText> texts,
            List<Piece> pieces,
            int[] starts,
            int firstKept,
            int lastLayer,
            Part<P> part,
            BiFunction<ReadText, List<P>, T> finish) {
        List<P> parts = new ArrayList<>(Collections.nCopies(pieces.size(), null));
        boolean one = starts.length == 2;
        (one ? Workers.CALLER_ONLY : workers).run(starts.length - 1, g -> {
            List<Piece> group = pieces.subList(starts[g], starts[g + 1]);
            var layers = layers(texts, group, firstKept, lastLayer, one ? workers : Workers.CALLER_ONLY);
            int row = 0;
            for (int p = 0; p < group.size(); p++) {
                int from = row;
                int to = row + group.get(p).ids().length;
                SortedMap<Integer, Matrix> own = new TreeMap<>();
                layers.forEach((layer, hidden) -> own.put(layer, hidden.rows(from, to)));
                parts.set(
                        starts[g] + p,
                        part.of(texts.get(group.get(p).text()), group.get(p).window(), own));
                row = to;
            }
        });
        return finish(texts, pieces, parts, finish);
    }

    private static List<Piece> pieces(List<ReadText> texts) {
        List<Piece> pieces = new ArrayList<>();
        for (int t = 0; t < texts.size(); t++) {
            for (int w = 0; w < texts.get(t).windows().count(); w++) {
                pieces.add(new Piece(t, w, texts.get(t).ids(w)));
            }
        }
        return pieces;
    }

    private static int[] groups(List<Piece> pieces) {
        return groups(pieces.stream().mapToInt(piece -> piece.ids().length).toArray(), GROUP_TOKENS);
    }

    /** Where each group of sequences with at most so many tokens, or of one sequence, begins, and at last their number. */
    static int[] groups(int[] lengths, int mostTokens) {
        List<Integer> starts = new ArrayList<>();
        int tokens = mostTokens;
        for (int p = 0; p < lengths.length; p++) {
            if (tokens + lengths[p] > mostTokens) {
                starts.add(p);
                tokens = 0;
            }
            tokens += lengths[p];
        }
        starts.add(lengths.length);
        return starts.stream().distinct().mapToInt(Integer::intValue).toArray();
    }

    private SortedMap<Integer, Matrix> layers(
            List<ReadText> texts, List<Piece> group, int firstKept, int lastLayer, Workers inside) {
        TokenBatch batch = TokenBatch.of(group.stream().map(Piece::ids).toList());
        try {
            return model.encoder().forward(batch, firstKept, lastLayer, inside);
        } catch (NotFiniteException e) {
            throw named(e, texts, group);
        }
    }

    /** Which token of which text: those of a group stand in one stream. */
    private InvalidFileException named(NotFiniteException fault, List<ReadText> texts, List<Piece> group) {
        int row = fault.token();
        Piece piece = group.get(fault.sequence());
        ReadText text = texts.get(piece.text());
        int token = row < text.windows().template().prefix().length
                ? row
                : row + text.windows().starts()[piece.window()];
        return text.tokenized() == null
                ? NamedFault.of(model.settings().name(), token, piece.ids()[row], fault)
                : NamedFault.of(model.settings().name(), text.tokenized(), token, fault);
    }

    private static <P, T> List<T> finish(
            List<ReadText> texts, List<Piece> pieces, List<P> parts, BiFunction<ReadText, List<P>, T> finish) {
        List<T> results = new ArrayList<>(texts.size());
        int p = 0;
        for (int t = 0; t < texts.size(); t++) {
            int first = p;
            while (p < pieces.size() && pieces.get(p).text() == t) {
                p++;
            }
            results.add(finish.apply(texts.get(t), List.copyOf(parts.subList(first, p))));
        }
        return results;
    }
}
