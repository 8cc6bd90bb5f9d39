package dev.heed.generation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.Json;
import dev.heed.format.JsonObject;
import dev.heed.generation.Finish;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.LoadedTranslation;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is found of 100 sources by greedy search and with beams, in several settings of every family, against what
 * transformers' {@code generate} writes, id for id ({@code tools/goldens/translation_models.py}); and the law of the same
 * bits.
 */
class SearchGoldensTest {
    private static final Path GOLDENS = resource("/dev/heed/golden/translation");

    private static Path resource(String name) {
        try {
            return Path.of(SearchGoldensTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> folders() {
        try (Stream<Path> folders = Files.list(GOLDENS)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EncoderDecoder model(String name, Arena arena, Workers workers) {
        ModelFiles files = new ModelFiles.Folder(GOLDENS.resolve(name));
        LoadedTranslation loaded = LoadedTranslation.read(
                files,
                LoadedModel.settings(files, name),
                KernelChoice.active(),
                NumberFormat.FP32,
                null,
                arena,
                workers);
        return new EncoderDecoder(loaded.encoder(), loaded.decoder(), loaded.head(), workers);
    }

    /** The folder's own settings with those of one case over them, circles left alone as in the reference. */
    private static SearchSettings settings(String name, JsonObject setting) throws IOException {
        Path file = GOLDENS.resolve(name).resolve("generation_config.json");
        JsonObject own = JsonObject.read(Files.readAllBytes(file), "generation_config.json");
        Map<String, Object> values = new LinkedHashMap<>();
        own.keys().forEach(key -> values.put(key, own.value(key).orElseThrow()));
        setting.keys().forEach(key -> values.put(key, setting.value(key).orElseThrow()));
        return SearchSettings.read(JsonObject.of(values, name), name).stopsLoops(false);
    }

    private static List<int[]> sources(int end) throws IOException {
        List<?> lists = (List<?>) Json.read(Files.readAllBytes(GOLDENS.resolve("sources.json")), "sources.json");
        return lists.stream()
                .map(list -> IntStream.concat(
                                ((List<?>) list).stream().mapToInt(id -> ((Number) id).intValue()), IntStream.of(end))
                        .toArray())
                .toList();
    }

    private static List<SearchLoop.Job> jobs(SearchSettings settings, boolean attention) throws IOException {
        return sources(settings.ends()[0]).stream()
                .map(source -> new SearchLoop.Job(source, settings, attention))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatIsFoundEqualsTheReferenceIdForId(String name) throws IOException {
        JsonObject written =
                JsonObject.read(Files.readAllBytes(GOLDENS.resolve(name).resolve("written.json")), name);
        try (Arena arena = Arena.ofShared();
                Workers two = Workers.of(2)) {
            SearchLoop loop = new SearchLoop(model(name, arena, two));
            assertThat(written.keys()).hasSize(6);
            for (String key : written.keys()) {
                JsonObject expected = written.object(key).orElseThrow();
                SearchSettings settings =
                        settings(name, expected.object("setting").orElseThrow());
                List<Found> found = loop.run(jobs(settings, false));
                List<?> ids = (List<?>) expected.value("ids").orElseThrow();
                List<Double> scores = expected.numbers("scores");
                assertThat(found).hasSameSizeAs(ids).hasSize(100);
                assertThat(scores).hasSize(key.startsWith("beams") ? 100 : 0);
                for (int i = 0; i < found.size(); i++) {
                    List<Integer> own = IntStream.of(found.get(i).ids()).boxed().toList();
                    assertThat(own).as("%s, source %d", key, i).isEqualTo(ids.get(i));
                    if (!scores.isEmpty()) {
                        double score = scores.get(i);
                        assertThat((double) found.get(i).score())
                                .as("%s, score of %d", key, i)
                                .isCloseTo(score, within(1e-4 * Math.max(1, Math.abs(score))));
                    }
                }
            }
        }
    }

    /** Alone or together, in any order, on one thread or two: ids, log-probabilities, scores and weights. */
    @ParameterizedTest
    @MethodSource("folders")
    void whatIsFoundHasTheSameBitsWhateverIsSearchedBesideIt(String name) throws IOException {
        JsonObject written =
                JsonObject.read(Files.readAllBytes(GOLDENS.resolve(name).resolve("written.json")), name);
        try (Arena arena = Arena.ofShared();
                Workers two = Workers.of(2)) {
            SearchLoop one = new SearchLoop(model(name, arena, Workers.CALLER_ONLY));
            SearchLoop both = new SearchLoop(model(name, arena, two));
            for (String key : List.of("greedy-ngrams", "beams-short")) {
                SearchSettings settings = settings(
                        name,
                        written.object(key).orElseThrow().object("setting").orElseThrow());
                List<SearchLoop.Job> jobs = jobs(settings, true).subList(0, key.startsWith("beams") ? 64 : 16);
                List<Found> alone = jobs.stream()
                        .map(job -> one.run(List.of(job)).getFirst())
                        .toList();
                List<Integer> order =
                        new ArrayList<>(IntStream.range(0, jobs.size()).boxed().toList());
                for (int shuffle = 0; shuffle < 2; shuffle++) {
                    List<Found> together =
                            both.run(order.stream().map(jobs::get).toList());
                    for (int i = 0; i < order.size(); i++) {
                        assertSame(together.get(i), alone.get(order.get(i)));
                    }
                    Collections.shuffle(order, new Random(5));
                }
            }
        }
    }

    private static void assertSame(Found found, Found expected) {
        assertThat(found.ids()).isEqualTo(expected.ids());
        assertThat(found.logprobs()).isEqualTo(expected.logprobs());
        assertThat(found.score()).isEqualTo(expected.score());
        assertThat(found.finish()).isEqualTo(expected.finish()).isIn(Finish.END, Finish.LENGTH);
        assertThat(found.weights()).hasSameSizeAs(expected.weights()).isNotEmpty();
        for (int layer = 0; layer < found.weights().size(); layer++) {
            for (int head = 0; head < found.weights().get(layer).size(); head++) {
                Matrix weights = found.weights().get(layer).get(head);
                assertThat(weights.rows()).isEqualTo(found.ids().length);
                assertThat(weights.data())
                        .isEqualTo(expected.weights().get(layer).get(head).data());
            }
        }
    }
}
