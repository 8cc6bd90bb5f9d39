package dev.heed.view.picture;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.Prompt;
import dev.heed.generation.Attribution;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import dev.heed.translation.AlignmentHead;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TranslatedSentence;
import dev.heed.translation.WordLink;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.AttentionView;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import dev.heed.view.HeadsView;
import dev.heed.view.NextView;
import dev.heed.view.draw.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A picture of each kind, of short and long texts, and of texts that mean harm. */
record Samples(Encoder encoder) {
    static final String HOSTILE =
            "<script>alert(1)</script> ]]> &amp; \"x\" 'y' \u202eabc \u0007 -- </svg> שלום مرحبا 中文 😀 e\u0301";

    private static final String TOKENS = "An untokenized river";

    Drawing attend(String text) {
        return AttentionPicture.of(AttentionView.model(encoder, AttentionQuestion.of(text)));
    }

    private static String words(int count) {
        List<String> some = List.of("the", "river", "bank", "holds", "money", "under", "unbelievable", "trees");
        return String.join(
                " ", IntStream.range(0, count).mapToObj(i -> some.get(i % 8)).toList());
    }

    /** A sentence whose words come from those of another, from last to first, the more surely the nearer the end. */
    private static TextTranslation translation(String source, String target) {
        List<Span> from = wordsOf(source).reversed();
        List<Span> to = wordsOf(target);
        List<WordLink> links = IntStream.range(0, to.size())
                .mapToObj(i -> new WordLink(from.get(i % from.size()), to.get(i), (i + 1f) / to.size()))
                .toList();
        TranslatedSentence sentence = new TranslatedSentence(
                new Span(0, source.length()), new Span(0, target.length()), links, List.of(), List.of(), null);
        return new TextTranslation(
                source,
                target,
                List.of(sentence),
                new AlignmentHead(3, 1, true),
                List.of("A note of the translation."));
    }

    private static List<Span> wordsOf(String text) {
        return WordSegmenter.segments(text).stream()
                .filter(segment -> segment.kind() == Segment.Kind.WORD)
                .map(Segment::span)
                .toList();
    }

    List<Drawing> all() {
        var attention = encoder.attention(words(9));
        AttentionView simple = AttentionView.simple(
                encoder, AttentionQuestion.of("bank grows money").explain("bank"));
        AttentionView step = AttentionView.model(
                encoder, AttentionQuestion.of(words(40)).head(3).explain("bank"));
        AttentionView several = AttentionView.model(
                encoder, AttentionQuestion.of(TOKENS).head(3).explain("untokenized"));
        ComparisonView four = ComparisonView.of(
                        encoder,
                        "bank",
                        List.of(
                                "A bank. " + HOSTILE,
                                words(9),
                                "We sat by the river bank.",
                                "The bank lent her money."))
                .judged(encoder);
        ComparisonDetail detail = ComparisonDetail.of(encoder, four, 6);
        return List.of(
                StepsPicture.of(several),
                StepsPicture.of(several, encoder.attention(TOKENS)),
                ComparisonPicture.of(four),
                MapPicture.of(four, detail.map()),
                NeighborsPicture.of(four, detail),
                attend(words(3)),
                attend(words(12)),
                attend(words(60)),
                attend(words(250)),
                attend(HOSTILE),
                AttentionPicture.ofTokens(step),
                AttentionPicture.of(simple),
                AttentionPicture.of(step),
                StepsPicture.of(simple),
                StepsPicture.of(step),
                StepsPicture.of(step, encoder.attention(words(40))),
                TranslationPicture.of(translation(words(9), words(7)), "small-en-de"),
                TranslationPicture.of(translation(words(60), words(50)), "small-en-de"),
                TranslationPicture.of(translation(HOSTILE, HOSTILE), "small-en-de"),
                BeyondPicture.rollout(attention, "all-MiniLM-L6-v2", 6, 2),
                BeyondPicture.norms(attention, "all-MiniLM-L6-v2", 6, null, -1),
                BeyondPicture.leaveOneOut(encoder.leaveOneOut(words(9), 3), "all-MiniLM-L6-v2"),
                BeyondPicture.leaveOneOut(encoder.leaveOneOut(HOSTILE, -1), "all-MiniLM-L6-v2"),
                HeadsPicture.of(HeadsView.of(attention, "all-MiniLM-L6-v2")),
                ComparisonPicture.of(ComparisonView.of(encoder, "bank", List.of("A bank. " + HOSTILE, words(90)))
                        .judged(encoder)),
                ComparisonPicture.of(ComparisonView.of(encoder, "שלום", List.of("שלום עולם", "עולם שלום"))
                        .judged(encoder)),
                next("Lily went to the", null, null),
                next("Once", " upon", " a"),
                next(words(90), " the", null),
                next(HOSTILE, "<", null),
                next("中文".repeat(60), "o", "a"),
                similarity("Prices went up.", words(9)),
                similarity(HOSTILE, words(70)),
                senses(),
                concordance());
    }

    /** What the story model expects, and why a word, where one is given. */
    static Drawing next(String text, String why, String against) {
        try (LanguageModel model = LanguageModel.open(Models.stories())) {
            Prompt prompt = model.prompt(text);
            Attribution reasons = why == null
                    ? null
                    : model.why(prompt, model.token(why), against == null ? -1 : model.token(against));
            return NextPicture.of(NextView.of(model, model.next(prompt, why == null ? 60 : 10), reasons));
        }
    }

    Drawing similarity(String a, String b) {
        return SimilarityPicture.of(TextSimilarity.of(encoder, a, b), "all-MiniLM-L6-v2");
    }

    private static List<Occurrence> places() {
        List<Occurrence> places = new ArrayList<>();
        for (String line :
                List.of("A bank. " + HOSTILE, "The river bank", "bank", words(300), "שלום bank עולם", "a bank b")) {
            new WordFinder(List.of("bank"))
                    .places(line)
                    .forEach(span -> places.add(
                            Passages.occurrence(new CorpusLine("folder/<b>.txt", places.size() + 1, line), span)));
        }
        return places;
    }

    Drawing senses() {
        List<Occurrence> places = places();
        OccurrenceTable table = new SenseFinder(encoder).read("bank", Set.of("bank"), places, done -> {});
        return SensesPicture.of(
                table.senses(table.groups(3)).named(Map.of(1, HOSTILE)), places, table.map(), "all-MiniLM-L6-v2");
    }

    Drawing concordance() {
        List<Hit> hits = places().stream().map(place -> new Hit(place, 0.5)).toList();
        return ConcordancePicture.of(HOSTILE, "bank", "all-MiniLM-L6-v2", hits.size() + 5, hits);
    }
}
