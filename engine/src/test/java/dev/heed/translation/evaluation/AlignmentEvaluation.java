package dev.heed.translation.evaluation;

import dev.heed.Models;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import dev.heed.translation.AlignmentHead;
import dev.heed.translation.KnownPairs;
import dev.heed.translation.KnownPairs.Count;
import dev.heed.translation.TextOptions;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TextTranslator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How often a model's alignment is wrong, on sentences whose word pairs are known: the head that is found, the last layer's
 * first, and every other. Only sentences that the model translates as the file does count, for the pairs are of that
 * translation. Run by {@code ./build evaluate alignment PAIRS MODEL}.
 */
public final class AlignmentEvaluation {
    private AlignmentEvaluation() {}

    /** @param args the file and a model's name or folder */
    public static void main(String[] args) throws IOException {
        List<KnownPairs> all = KnownPairs.read(Path.of(args[0]));
        try (Translator translator = Translator.open(Models.find(args[1]))) {
            TextTranslator texts = new TextTranslator(translator);
            TextOptions options = TextOptions.DEFAULT.alignment(true);
            print("found", texts, all, options);
            var attention = translator
                    .translateSentences(List.of(all.getFirst().source()), TranslateOptions.DEFAULT.attention(true))
                    .getFirst()
                    .attention();
            print("last layer's first", texts, all, options.head(new AlignmentHead(attention.layers(), 1, false)));
            for (boolean after : new boolean[] {false, true}) {
                for (int layer = 1; layer <= attention.layers(); layer++) {
                    for (int head = 1; head <= attention.heads(); head++) {
                        print("", texts, all, options.head(new AlignmentHead(layer, head, after)));
                    }
                }
            }
        }
    }

    private static void print(String name, TextTranslator texts, List<KnownPairs> all, TextOptions options) {
        Count count = Count.NONE;
        int same = 0;
        List<TextTranslation> translations =
                texts.translate(all.stream().map(KnownPairs::source).toList(), options.keeps(List.of()));
        for (int i = 0; i < all.size(); i++) {
            TextTranslation text = translations.get(i);
            if (text.target().equals(all.get(i).target())) {
                same++;
                count = count.plus(all.get(i)
                        .count(text.sentences().stream()
                                .flatMap(sentence -> sentence.alignment().stream())
                                .toList()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-20s head %-6s %d sentences, %d links: error rate %.3f, %.3f of the links right%n",
                name,
                texts.head(options).label(),
                same,
                count.links(),
                count.errorRate(),
                count.precision());
    }
}
