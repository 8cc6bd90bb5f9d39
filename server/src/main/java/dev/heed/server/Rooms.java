package dev.heed.server;

import dev.heed.server.http.Room;
import java.util.Map;

/** Every room of the interface by its name: {@code attend} answers at {@code /api/attend}. */
final class Rooms {
    private Rooms() {}

    static Map<String, Room> of(Served served) {
        return Map.ofEntries(
                Map.entry("attend", new AttendRoom(served)),
                Map.entry("beyond", new BeyondRoom(served)),
                Map.entry("compare", new CompareRoom(served)),
                Map.entry("concordance", new ConcordanceRoom(served)),
                Map.entry("crossattention", new CrossAttentionRoom(served)),
                Map.entry("heads", new HeadsRoom(served)),
                Map.entry("models", new ModelsRoom(served)),
                Map.entry("next", new NextRoom(served)),
                Map.entry("rows", new RowsRoom(served)),
                Map.entry("senses", new SensesRoom(served)),
                Map.entry("shaped", new ShapedRoom(served)),
                Map.entry("similarity", new SimilarityRoom(served)),
                Map.entry("steps", new StepsRoom(served)),
                Map.entry("text", new TextRoom(served)),
                Map.entry("translate", new TranslateRoom(served)),
                Map.entry("triangle", new TriangleRoom(served)));
    }
}
