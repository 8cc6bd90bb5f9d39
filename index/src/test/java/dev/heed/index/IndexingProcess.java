package dev.heed.index;

import dev.heed.Encoder;
import dev.heed.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Indexes in a process of its own, which a test kills; says after every step how many occurrences there are. */
final class IndexingProcess {
    private IndexingProcess() {}

    /** @param args folder of the index, file, occurrences of a batch */
    public static void main(String[] args) throws IOException {
        try (Encoder encoder = Encoder.open(Models.minilm());
                Indexer indexer = Indexer.open(
                        Path.of(args[0]), encoder, "minilm", WordChoice.all(), Integer.parseInt(args[2]))) {
            indexer.add(List.of(args[1]), new IndexingProgress() {
                @Override
                public void advanced(String file, long bytes, long occurrences) {
                    System.out.println(occurrences);
                }

                @Override
                public boolean stopped() {
                    return false;
                }
            });
        }
    }
}
