package dev.heed.index;

import dev.heed.index.store.Store;
import dev.heed.index.store.StoredOccurrence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that an index holds, to be compared: places and vectors in their order. */
record Snapshot(List<StoredOccurrence> places, List<List<Float>> vectors) {
    static Snapshot of(Path folder) throws IOException {
        try (Store store = Store.open(folder)) {
            int[] all = store.all();
            List<List<Float>> rows = new ArrayList<>();
            for (float[] row : store.vectors(all).toArrays()) {
                List<Float> numbers = new ArrayList<>();
                for (float number : row) {
                    numbers.add(number);
                }
                rows.add(numbers);
            }
            return new Snapshot(store.places(all), rows);
        }
    }

    int size() {
        return places.size();
    }
}
