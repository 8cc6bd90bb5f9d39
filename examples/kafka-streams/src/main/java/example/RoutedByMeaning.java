package example;

import dev.heed.Encoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** A topology that sends each message to the topic whose description it is nearest to. Immutable, thread-safe. */
public final class RoutedByMeaning {
    private static final double NEAR = 0.25;

    private final Encoder encoder;
    private final Map<String, float[]> topics = new LinkedHashMap<>();

    /**
     * @param encoder best opened with {@code threads(1)}: the stream's threads compute; not closed here
     * @param descriptions by topic
     */
    public RoutedByMeaning(Encoder encoder, Map<String, String> descriptions) {
        this.encoder = encoder;
        descriptions.forEach((topic, text) -> topics.put(topic, encoder.embed(text).vector()));
    }

    /** From the topic {@code messages} to the topics of the descriptions, or to {@code others}. */
    public Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("messages", Consumed.with(Serdes.String(), Serdes.String()))
                .mapValues(text -> new Routed(text, topic(text)))
                .to(
                        (key, routed, context) -> routed.topic(),
                        Produced.with(Serdes.String(), Serdes.serdeFrom(
                                (topic, routed) -> routed.text().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                (topic, bytes) -> {
                                    throw new UnsupportedOperationException("only written");
                                })));
        return builder.build();
    }

    private record Routed(String text, String topic) {}

    private String topic(String text) {
        float[] vector = encoder.embed(text).vector();
        String nearest = "others";
        double most = NEAR;
        for (Map.Entry<String, float[]> topic : topics.entrySet()) {
            double cosine = dev.heed.tensor.Vectors.cosine(vector, topic.getValue());
            if (cosine > most) {
                most = cosine;
                nearest = topic.getKey();
            }
        }
        return nearest;
    }
}
