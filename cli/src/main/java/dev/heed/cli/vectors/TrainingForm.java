package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.WrongUsage;
import dev.heed.training.TrainingOptions;
import dev.heed.training.TrainingOptions.Algorithm;
import dev.heed.training.corpus.Corpus;
import dev.heed.training.corpus.TokenRule;

/** The options of a training that define its result. */
final class TrainingForm {
    private static final TrainingOptions USUAL = TrainingOptions.of(Algorithm.SKIPGRAM);

    private Algorithm algorithm = Algorithm.SKIPGRAM;
    private Integer dimension;
    private int window = USUAL.window();
    private int negatives = USUAL.negatives();
    private double subsample = USUAL.subsample();
    private int minCount = 5;
    private int epochs = USUAL.epochs();
    private Float learningRate;
    private long seed = USUAL.seed();
    private int workers = USUAL.workers();
    private TokenRule.Cut cut = TokenRule.Cut.WORDS;
    private boolean lowercase;
    private boolean phrases;

    void define(CommandForm form) {
        form.option(
                "--algorithm",
                "NAME",
                Algorithm.class,
                given -> algorithm = given,
                "skipgram: each word of the context predicts the word; cbow: their mean does. Default: skipgram.");
        form.option(
                "--dimension",
                "N",
                Integer.class,
                given -> dimension = given,
                "Numbers of a vector. Default: 100, or as those of --from.");
        form.option(
                "--window",
                "N",
                Integer.class,
                given -> window = given,
                "The most words on either side that are context; drawn from 1 to N for each word. Default: 5.");
        form.option(
                "--negative",
                "N",
                Integer.class,
                given -> negatives = given,
                "Random words that a word is told from. Default: 5.");
        form.option(
                "--subsample",
                "SHARE",
                Double.class,
                given -> subsample = given,
                "Words more frequent than this lose some of their occurrences; 0 keeps all. Default: 1e-3.");
        form.option(
                "--min-count",
                "N",
                Integer.class,
                given -> minCount = given,
                "Words that come less often get no vector. Default: 5.");
        form.option("--epochs", "N", Integer.class, given -> epochs = given, "Passes over the text. Default: 5.");
        form.option(
                "--learning-rate",
                "RATE",
                Float.class,
                given -> learningRate = given,
                "At the start; falls to nearly 0. Default: 0.025, with cbow 0.05.");
        form.option(
                "--tokens",
                "RULE",
                TokenRule.Cut.class,
                given -> cut = given,
                "words: those of Unicode (UAX #29) that hold a letter or digit; whitespace: what stands between spaces,"
                        + " for text that is cut already. Default: words.");
        form.flag("--lowercase", given -> lowercase = given, "Lower-case the words.");
        form.flag(
                "--phrases",
                given -> phrases = given,
                "Join two words that come together far more often than by chance: new_york.");
        form.option("--seed", "N", Long.class, given -> seed = given, "Of all that is drawn. Default: 1.");
        form.option(
                "--workers",
                "N",
                Integer.class,
                given -> workers = given,
                "Parts of the text that are learnt from side by side; the result depends on it, and more threads than"
                        + " this have nothing to do. Default: 2.");
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    TrainingOptions options() {
        reading();
        return options(dimension == null ? USUAL.dimension() : dimension);
    }

    /** The options for going on from vectors. */
    TrainingOptions optionsFor(int startDimension) {
        if (dimension != null && dimension != startDimension) {
            throw new WrongUsage(
                    "--dimension: expected " + startDimension + " as the vectors of --from, got " + dimension);
        }
        return options(startDimension);
    }

    private TrainingOptions options(int dimension) {
        return new TrainingOptions(
                algorithm,
                dimension,
                window,
                negatives,
                subsample,
                epochs,
                learningRate == null ? algorithm.learningRate() : learningRate,
                seed,
                workers);
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    Corpus.Reading reading() {
        return new Corpus.Reading(new TokenRule(cut, lowercase), phrases, minCount);
    }
}
