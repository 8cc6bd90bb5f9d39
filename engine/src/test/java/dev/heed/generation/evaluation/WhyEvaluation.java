package dev.heed.generation.evaluation;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.Token;
import dev.heed.attention.Sequences;
import dev.heed.generation.Attribution;
import dev.heed.generation.Attribution.Kind;
import dev.heed.generation.Attribution.Part;
import dev.heed.generation.Decoder;
import dev.heed.generation.Generator;
import dev.heed.generation.LastAttention;
import dev.heed.generation.Reading;
import dev.heed.generation.evaluation.WithoutPlace.Edge;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.folder.LoadedDecoder;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether the parts of a score add up, and whether they say more of a place than attention does: of each beginning of a text,
 * from two tokens on, the score of the likeliest next token is taken apart; then the last token is kept from seeing the place
 * with the largest part, and the place with the largest weight (the mean over layers and heads), see {@link WithoutPlace}; and
 * the same of single heads: the largest part, and the largest weight, of all heads, layers and places.
 * Run by {@code ./build evaluate why MODEL.gguf [TEXT]}.
 */
public final class WhyEvaluation {
    private static final int CASES = 200;
    private static final int THREADS = 2;

    private WhyEvaluation() {}

    /** @param args a GGUF file and, in place of our own, a file with a text of 201 tokens or more */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int[] ids = ids(file, args.length > 1 ? Files.readString(Path.of(args[1])) : ownText());
        try (Arena arena = Arena.ofShared();
                Workers workers = Workers.of(THREADS)) {
            LoadedDecoder loaded =
                    LoadedDecoder.read(new ModelFiles.Whole(file), KernelChoice.active(), arena, workers);
            Decoder decoder = new Decoder(
                    loaded.transformer(),
                    loaded.head(),
                    null,
                    new BitSet(),
                    loaded.config().maxPositions(),
                    workers);
            WithoutPlace without = new WithoutPlace(decoder);
            Generator generator = new Generator(decoder, 64 << 20);
            Sums sums = new Sums();
            Choice all = new Choice("all places");
            Choice later = new Choice("places but the first");
            Choice heads = new Choice("single heads");
            Choice laterHeads = new Choice("single heads, places but the first");
            for (int length = 2; length <= CASES + 1; length++) {
                Reading reading = generator.read(Arrays.copyOf(ids, length));
                int best = argmax(reading.logits().length, i -> reading.logits()[i]);
                Attribution why = reading.why(best, -1);
                sums.add(why);
                double[] parts = byPlace(why, length);
                double[] weights = LastAttention.mean(decoder, reading.layers(), reading.cache());
                Map<Edge, Float> drops = new HashMap<>();
                Removal removal = edge -> drops.computeIfAbsent(
                        edge,
                        hidden -> why.logit()
                                - without.logits(reading.cache().fork(reading.ids().length - 1), last(reading), hidden)[
                                        best]);
                all.judge(best(parts, 0), best(weights, 0), removal);
                later.judge(best(parts, 1), best(weights, 1), removal);
                heads.judge(largestPart(why, 0), largestWeight(decoder, reading, 0), removal);
                laterHeads.judge(largestPart(why, 1), largestWeight(decoder, reading, 1), removal);
                generator.end(reading);
            }
            System.out.printf(Locale.ROOT, "%s, %d tokens, %d cases%n", file.getFileName(), CASES + 1, CASES);
            sums.print();
            all.print();
            later.print();
            heads.print();
            laterHeads.print();
        }
    }

    /** How much a score loses. */
    private interface Removal {
        float without(Edge edge);
    }

    /** The place with the largest number, from {@code from} on. */
    private static Edge best(double[] numbers, int from) {
        return Edge.of(from + argmax(numbers.length - from, i -> numbers[from + i]));
    }

    private static Edge largestPart(Attribution why, int from) {
        Part largest = why.parts().stream()
                .filter(part -> part.kind() == Kind.ATTENTION && part.from() >= from)
                .max(Comparator.comparingDouble(Part::share))
                .orElseThrow();
        return new Edge(largest.layer(), largest.head(), largest.from());
    }

    private static Edge largestWeight(Decoder decoder, Reading reading, int from) {
        Sequences last =
                Sequences.cached(new int[] {1}, new int[] {reading.cache().length()});
        Edge largest = Edge.NONE;
        float most = -1;
        for (int layer = 1; layer <= decoder.transformer().config().layers(); layer++) {
            var inputs = decoder.transformer()
                    .attentionInputs(layer, reading.layers().get(layer - 1), reading.cache(), decoder.workers());
            for (int head = 0; head < inputs.operator().queryHeads(); head++) {
                float[] weights = inputs.operator()
                        .map(inputs.query(), inputs.key(), last, 0, head)
                        .weights()
                        .row(0);
                for (int place = from; place < weights.length; place++) {
                    if (weights[place] > most) {
                        most = weights[place];
                        largest = new Edge(layer, head + 1, place);
                    }
                }
            }
        }
        return largest;
    }

    private interface Number {
        double at(int index);
    }

    private static String ownText() throws IOException {
        try (InputStream in = WhyEvaluation.class.getResourceAsStream("village.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int[] ids(Path file, String text) {
        try (LanguageModel model = LanguageModel.open(Models.gguf(file))) {
            int[] ids = model.prompt(text).tokens().stream().mapToInt(Token::id).toArray();
            if (ids.length <= CASES) {
                throw new IllegalArgumentException(
                        "text: expected at least " + (CASES + 1) + " tokens, got " + ids.length);
            }
            return ids;
        }
    }

    private static int last(Reading reading) {
        return reading.ids()[reading.ids().length - 1];
    }

    private static int argmax(int size, Number number) {
        return IntStream.range(0, size)
                .reduce((a, b) -> number.at(b) > number.at(a) ? b : a)
                .orElseThrow();
    }

    private static double[] byPlace(Attribution why, int length) {
        double[] sums = new double[length];
        for (Part part : why.parts()) {
            if (part.kind() == Kind.ATTENTION) {
                sums[part.from()] += part.share();
            }
        }
        return sums;
    }

    /** How well parts add up. */
    private static final class Sums {
        private double largest;
        private double total;
        private double largestRest;
        private double largestRestShare;
        private int count;

        void add(Attribution why) {
            double sum = why.parts().stream().mapToDouble(Part::share).sum() + why.rest();
            double off = Math.abs(sum - why.logit());
            largest = Math.max(largest, off);
            total += off;
            largestRest = Math.max(largestRest, Math.abs(why.rest()));
            largestRestShare = Math.max(largestRestShare, Math.abs(why.rest()) / Math.max(1, Math.abs(why.logit())));
            count++;
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "|sum of parts + rest - logit|: largest %.1e, mean %.1e; largest |rest| %.1e, by max(1, |logit|) %.1e%n",
                    largest,
                    total / count,
                    largestRest,
                    largestRestShare);
        }
    }

    /** Whose place counts more once it is gone: that of the largest part, or of the largest weight. */
    private static final class Choice {
        private final String name;
        private int parts;
        private int weights;
        private int same;
        private int equal;
        private double partDrop;
        private double weightDrop;

        Choice(String name) {
            this.name = name;
        }

        void judge(Edge part, Edge weight, Removal removal) {
            float partLoss = removal.without(part);
            float weightLoss = removal.without(weight);
            partDrop += partLoss;
            weightDrop += weightLoss;
            if (part.equals(weight)) {
                same++;
            } else if (partLoss > weightLoss) {
                parts++;
            } else if (partLoss < weightLoss) {
                weights++;
            } else {
                equal++;
            }
        }

        void print() {
            int count = parts + weights + same + equal;
            System.out.printf(
                    Locale.ROOT,
                    "%s: removing the largest part lowers the score more in %d of %d cases, removing the largest weight"
                            + " in %d; they are the same in %d, lose the same in %d; mean loss %.3f and %.3f%n",
                    name,
                    parts,
                    count,
                    weights,
                    same,
                    equal,
                    partDrop / count,
                    weightDrop / count);
        }
    }
}
