package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Interruption;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.screen.Numbers;
import dev.heed.training.StartRows;
import dev.heed.training.TrainedVectors;
import dev.heed.training.TrainingOptions;
import dev.heed.training.VectorTrainer;
import dev.heed.training.corpus.Corpus;
import dev.heed.training.corpus.CorpusFiles;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.VectorFormat;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code heed vectors train}. */
public final class TrainCommand extends CommandBase {
    private List<String> files = List.of();

    private String output;

    private final TrainingForm training = new TrainingForm();

    private int threads = Runtime.getRuntime().availableProcessors();

    private String from;

    private boolean saveState;

    private VectorFormat format;

    /** @param streams of this run */
    public TrainCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Trains a vector for each word of a text: word2vec, the same bits on any number of threads.")
                .synopsis("heed vectors train CORPUS… --output FILE [OPTIONS]")
                .footer(
                        "  heed vectors train novels/ --lowercase --output novels.bin",
                        "  heed vectors train wiki.txt.gz --algorithm cbow --dimension 300 --output wiki.vec",
                        "  zcat cut.gz | heed vectors train - --tokens whitespace --output cut.bin");
        form.parametersShownAs(
                "0..*",
                "CORPUS",
                given -> files = given,
                "UTF-8 text, a line a sentence or a paragraph; .gz is unpacked, a folder stands for the files in it,"
                        + " - or none is standard input.");
        form.required(
                "--output",
                "FILE",
                given -> output = given,
                "Ends in .bin (word2vec binary), .txt or .vec (word2vec text, also .gz) or .npy (with .vocab"
                        + " beside it).");
        training.define(form);
        form.option(
                "--from",
                "FILE",
                String.class,
                given -> from = given,
                "Go on from these vectors: their words keep their rows, new words join them.");
        form.flag(
                "--save-state",
                given -> saveState = given,
                "Write what --from needs to go on in full beside the output: FILE.outputs.bin and FILE.counts.");
        form.option(
                "--threads",
                "N",
                Integer.class,
                given -> threads = given,
                "The most threads that work at once; no part of what defines the result. Default: the processors.");
    }

    @Override
    protected int run() throws IOException {
        checkUsage();
        checkOutputs();
        VectorOutput.check(output);
        if (from == null) {
            return run(Corpus.Known.NONE, null, training.options());
        }
        SavedState state = new SavedState(from);
        try (WordVectors vectors = VectorFiles.open(Path.of(from))) {
            TrainingOptions options = training.optionsFor(vectors.dimension());
            return run(state.known(vectors, streams()), state.rows(vectors, streams()), options);
        }
    }

    private void checkUsage() {
        if (threads < 1) {
            throw new WrongUsage("--threads: expected 1 or more, got " + threads);
        }
        try {
            format = VectorFormat.ofName(output);
            training.options();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e.getMessage());
        }
    }

    private void checkOutputs() throws IOException {
        Outputs outputs = new Outputs().add("--output", Path.of(output));
        if (saveState) {
            SavedState state = new SavedState(output);
            outputs.add("--save-state", state.outputs()).add("--save-state (counts)", state.counts());
        }
        outputs.check(files);
    }

    private int run(Corpus.Known known, StartRows start, TrainingOptions options) throws IOException {
        try (CorpusFiles corpusFiles = new CorpusFiles(files, streams().in());
                TrainingScreen screen = new TrainingScreen(streams());
                Corpus corpus = Corpus.read(
                        corpusFiles, training.reading(), known, threads, words -> screen.reading(words, corpusFiles))) {
            noteLeftOut(corpusFiles.leftOut());
            return train(corpus, options, start, screen);
        }
    }

    private int train(Corpus corpus, TrainingOptions options, StartRows start, TrainingScreen screen)
            throws IOException {
        screen.trainingBegins();
        try (Interruption interruption = new Interruption()) {
            TrainedVectors trained = VectorTrainer.train(corpus, options, start, threads, progress -> {
                screen.training(progress);
                return !interruption.asked();
            });
            double seconds = screen.secondsOfTraining();
            VectorOutput.write(trained.vectors(), format, output);
            SavedState state = new SavedState(output);
            if (saveState) {
                state.write(trained);
            } else {
                state.remove(streams());
            }
            screen.close();
            note(corpus, trained, seconds, screen.seconds());
            return trained.stopped() ? Interruption.CODE : Failures.OK;
        }
    }

    private void noteLeftOut(List<CorpusFiles.LeftOut> all) {
        Map<String, List<String>> names = new TreeMap<>();
        all.forEach(file ->
                names.computeIfAbsent(file.why(), why -> new ArrayList<>()).add(file.name()));
        names.forEach((why, files) -> streams()
                .note(String.join(", ", files.subList(0, Math.min(3, files.size()))) + (files.size() > 3 ? ", …" : "")
                        + ": " + why + ", left out" + (files.size() == 1 ? "" : " (" + files.size() + " of them)")));
    }

    private void note(Corpus corpus, TrainedVectors trained, double seconds, double all) {
        if (corpus.damagedLines() > 0) {
            streams()
                    .note(corpus.damagedLines() + (corpus.damagedLines() == 1 ? " line holds" : " lines hold")
                            + " bytes that are no UTF-8; they are read as U+FFFD");
        }
        long words = trained.progress().words();
        streams()
                .note(output + ": " + Numbers.counted(trained.vectors().size(), "word") + ", "
                        + Numbers.counted(trained.vectors().dimension(), "number") + " each, " + format.label()
                        + (trained.stopped()
                                ? "; interrupted in epoch " + trained.progress().epoch() + " of "
                                        + trained.progress().epochs()
                                : "")
                        + "; " + TrainingScreen.millions(corpus.wordsRead()) + " words read, "
                        + TrainingScreen.millions((long) (words / seconds)) + " words/s, loss "
                        + Numbers.three(trained.progress().loss()) + ", " + Numbers.fixed(all, 1) + " s");
    }
}
