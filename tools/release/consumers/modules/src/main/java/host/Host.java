package host;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.index.OccurrenceIndex;
import dev.heed.meaning.similarity.TextSimilarity;

/** Embeds a text; that it compiles with what the index hands on is the point. */
final class Host {
    private Host() {}

    public static void main(String[] args) {
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            System.out.println(encoder.embed("bank grows money").vector().length + " "
                    + OccurrenceIndex.class.getModule().getName() + " "
                    + TextSimilarity.class.getModule().getName());
        }
    }
}
