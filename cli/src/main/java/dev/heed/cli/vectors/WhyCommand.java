package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.meaning.contexts.ContextCounter;
import dev.heed.meaning.contexts.SharedContexts;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors why}. */
public final class WhyCommand extends VectorsCommand {
    private static final int WIDEST = 100;

    private List<String> corpus;
    private int count = 10;
    private int window = 5;

    /** @param streams of this run */
    public WhyCommand(Streams streams) {
        super(streams, 2, 2, "A B");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Why two words are neighbours: the contexts they share in a corpus, with examples.")
                .synopsis("heed vectors why FILE A B --corpus FILE… [OPTIONS]")
                .footer(
                        "  heed vectors why vectors.bin king queen --corpus books.txt.gz",
                        "",
                        "A context's association with a word is ln(P(context near the word) / P(context)),",
                        "where that is above 0. A share is the product of both associations, as a part of",
                        "the sum over all shared contexts.");
        form.requiredList(
                "--corpus",
                "FILE",
                given -> corpus = given,
                "Text that the vectors may have learned from, a file or several, .gz too; - is standard input.");
        form.option("-n", "--count", "N", Integer.class, given -> count = given, "How many contexts. Default: 10.");
        form.option(
                "--window",
                "N",
                Integer.class,
                given -> window = given,
                "Words to each side that are contexts, nearer ones count more. Default: 5.");
    }

    @Override
    void checkUsage() {
        checkCount(count);
        if (window < 1 || window > WIDEST) {
            throw new WrongUsage("--window: expected 1 to " + WIDEST + ", got " + window);
        }
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        double similarity = opened.search().similarity(words.get(0), words.get(1)); // names unknown words' spellings
        ContextCounter counter = new ContextCounter(opened.vectors(), words.get(0), words.get(1), window);
        try (CorpusReader reader = new CorpusReader(corpus, streams().in())) {
            for (CorpusLine line = reader.next(); line != null; line = reader.next()) {
                counter.add(line);
            }
            if (reader.damagedLines() > 0) {
                streams()
                        .note(reader.damagedLines()
                                + (reader.damagedLines() == 1 ? " line holds" : " lines hold")
                                + " bytes that are no UTF-8; they are read as U+FFFD");
            }
        }
        SharedContexts shared = counter.shared();
        WhyAnswer answer = new WhyAnswer(shared, opened.name(), similarity, window, count);
        if (json()) {
            document(answer::write);
        } else {
            streams().print(answer.page(style(), columns()));
        }
    }
}
