package dev.heed;

import dev.heed.model.LoadedModel;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the rows of a model's word table that point the way of a vector. Whole words only, exact search. */
final class NearestWords {
    private static final int STRETCH = 2_048; // rows of a task
    private static final Comparator<NearWord> ORDER =
            Comparator.comparingDouble(NearWord::similarity).reversed().thenComparingInt(NearWord::id);

    private final LoadedModel model;
    private final Workers workers;

    NearestWords(LoadedModel model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /** For each vector the words with the largest cosine, largest first. */
    List<List<NearWord>> of(List<float[]> vectors, int count) {
        int rows = model.tokenizer().vocabularySize();
        int tasks = (rows + STRETCH - 1) / STRETCH;
        double[] norms = vectors.stream().mapToDouble(Vectors::norm).toArray();
        List<List<List<NearWord>>> found = new ArrayList<>(); // per task and vector
        for (int t = 0; t < tasks; t++) {
            found.add(List.of());
        }
        workers.run(
                tasks,
                t -> found.set(t, stretch(vectors, norms, t * STRETCH, Math.min(rows, (t + 1) * STRETCH), count)));
        List<List<NearWord>> nearest = new ArrayList<>();
        for (int v = 0; v < vectors.size(); v++) {
            int vector = v;
            nearest.add(found.stream()
                    .flatMap(part -> part.get(vector).stream())
                    .sorted(ORDER)
                    .limit(count)
                    .toList());
        }
        return nearest;
    }

    private List<List<NearWord>> stretch(List<float[]> vectors, double[] norms, int first, int end, int count) {
        List<List<NearWord>> nearest = new ArrayList<>();
        vectors.forEach(vector -> nearest.add(new ArrayList<>()));
        for (int id = first; id < end; id++) {
            String piece = model.tokenizer().piece(id);
            if (!isWord(piece) || model.tokenizer().special(id)) {
                continue;
            }
            float[] row = model.encoder().wordEmbedding(id);
            double norm = Vectors.norm(row);
            for (int v = 0; v < norms.length; v++) {
                double product = norm * norms[v];
                double similarity = product == 0 ? 0 : Vectors.dot(row, vectors.get(v)) / product;
                include(nearest.get(v), piece, id, (float) similarity, count);
            }
        }
        return nearest;
    }

    private static void include(List<NearWord> best, String piece, int id, float similarity, int count) {
        if (best.size() == count && similarity <= best.getLast().similarity()) {
            return;
        }
        best.add(new NearWord(piece, id, similarity));
        best.sort(ORDER);
        if (best.size() > count) {
            best.removeLast();
        }
    }

    private static boolean isWord(String piece) {
        return !piece.isEmpty() && Character.isLetter(piece.codePointAt(0));
    }
}
