package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heed.Encoder;
import dev.heed.Models;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** The topology, driven without a broker. */
class RoutedByMeaningTest {
    @Test
    void messagesGoWhereTheyBelong() {
        try (Encoder encoder = Encoder.builder(Models.minilm()).threads(1).open()) {
            var routed = new RoutedByMeaning(
                    encoder, Map.of(
                            "payments", "A customer asks about a charge, a payment or a refund.",
                            "shipping", "A customer asks where a parcel or package is."));
            try (TopologyTestDriver driver = new TopologyTestDriver(routed.topology(), new Properties())) {
                var messages = driver.createInputTopic("messages", new StringSerializer(), new StringSerializer());
                messages.pipeInput("1", "Why was my card charged twice?");
                messages.pipeInput("2", "My package still has not arrived.");
                messages.pipeInput("3", "Saturn has rings.");
                for (var topic : Map.of("payments", "1", "shipping", "2", "others", "3").entrySet()) {
                    var read = driver.createOutputTopic(topic.getKey(), new StringDeserializer(), new StringDeserializer());
                    assertEquals(
                            List.of(topic.getValue()),
                            read.readKeyValuesToList().stream().map(pair -> pair.key).toList(),
                            topic.getKey());
                }
            }
        }
    }
}
