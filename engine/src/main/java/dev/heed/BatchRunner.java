package dev.heed;

import dev.heed.model.LoadedModel;
import dev.heed.model.TokenBatch;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
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

    BatchRunner(LoadedModel model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /** One window of one text. */
    private record Piece(int text, int[] ids) {}

    /**
     * Runs the texts up to {@code lastLayer} and hands each one's vectors of the layers from {@code firstKept} on to
     * {@code finish}: per layer one matrix (tokens, hiddenSize) a window.
     *
     * @return the results of {@code finish}, in the order of the texts
     */
    <T> List<T> run(
            List<ReadText> texts,
            int firstKept,
            int lastLayer,
            BiFunction<ReadText, SortedMap<Integer, List<Matrix>>, T> finish) {
        List<List<Piece>> groups = groups(texts);
        Object[] results = new Object[texts.size()];
        boolean one = groups.size() == 1;
        (one ? Workers.CALLER_ONLY : workers).run(groups.size(), g -> {
            List<Piece> group = groups.get(g);
            SortedMap<Integer, Matrix> layers =
                    layers(group, firstKept, lastLayer, one ? workers : Workers.CALLER_ONLY);
            finishGroup(group, layers, texts, results, finish);
        });
        @SuppressWarnings("unchecked")
        List<T> list = (List<T>) Arrays.asList(results);
        return list;
    }

    /** Groups of whole texts: all windows of a text stay together. */
    private static List<List<Piece>> groups(List<ReadText> texts) {
        List<List<Piece>> groups = new ArrayList<>();
        List<Piece> group = new ArrayList<>();
        int tokens = 0;
        for (int t = 0; t < texts.size(); t++) {
            ReadText text = texts.get(t);
            int length = text.tokenized().tokenCount();
            if (!group.isEmpty() && tokens + length > GROUP_TOKENS) {
                groups.add(group);
                group = new ArrayList<>();
                tokens = 0;
            }
            for (int w = 0; w < text.windows().count(); w++) {
                group.add(new Piece(t, text.ids(w)));
            }
            tokens += length;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private SortedMap<Integer, Matrix> layers(List<Piece> group, int firstKept, int lastLayer, Workers inside) {
        SortedMap<Integer, Matrix> kept = new TreeMap<>();
        TokenBatch batch = TokenBatch.of(group.stream().map(Piece::ids).toList());
        model.encoder().forward(batch, lastLayer, inside, (layer, hidden) -> {
            if (layer >= firstKept) {
                kept.put(layer, hidden);
            }
        });
        return kept;
    }

    private static <T> void finishGroup(
            List<Piece> group,
            SortedMap<Integer, Matrix> layers,
            List<ReadText> texts,
            Object[] results,
            BiFunction<ReadText, SortedMap<Integer, List<Matrix>>, T> finish) {
        int row = 0;
        for (int p = 0; p < group.size(); ) {
            int text = group.get(p).text();
            SortedMap<Integer, List<Matrix>> own = new TreeMap<>();
            for (; p < group.size() && group.get(p).text() == text; p++) {
                int from = row;
                int to = row + group.get(p).ids().length;
                layers.forEach((layer, hidden) ->
                        own.computeIfAbsent(layer, l -> new ArrayList<>()).add(hidden.rows(from, to)));
                row = to;
            }
            results[text] = finish.apply(texts.get(text), own);
        }
    }
}
