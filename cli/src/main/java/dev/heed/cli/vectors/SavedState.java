package dev.heed.cli.vectors;

import dev.heed.cli.console.Streams;
import dev.heed.cli.input.InputFiles;
import dev.heed.cli.output.WholeFile;
import dev.heed.format.InvalidFileException;
import dev.heed.tensor.Matrix;
import dev.heed.training.StartRows;
import dev.heed.training.TrainedVectors;
import dev.heed.training.corpus.Corpus;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.VectorFormat;
import dev.heed.vectors.WordVectors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a training needs to go on and files of word vectors do not hold, in two files beside them: the output rows, as
 * vectors of the same words in word2vec binary, and how often each word came, a line each, as word2vec writes vocabularies.
 *
 * @param file of the vectors
 */
record SavedState(String file) {
    Path outputs() {
        return Path.of(file + ".outputs.bin");
    }

    Path counts() {
        return Path.of(file + ".counts");
    }

    void write(TrainedVectors trained) throws IOException {
        WordVectors vectors = trained.vectors();
        VectorOutput.write(
                WordVectors.of(vectors.words(), trained.outputs()),
                VectorFormat.WORD2VEC_BINARY,
                outputs().toString());
        try (WholeFile whole = WholeFile.create(counts())) {
            OutputStream out = new BufferedOutputStream(whole.stream(), 1 << 16);
            for (int row = 0; row < vectors.size(); row++) {
                String line = vectors.word(row) + " " + vectors.count(row).orElse(0) + "\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            whole.commit();
        }
    }

    /** Removes what an earlier training left beside a file that now holds others' vectors, and says so. */
    void remove(Streams streams) throws IOException {
        for (Path path : List.of(outputs(), counts())) {
            if (Files.deleteIfExists(path)) {
                streams.note(path + ": removed, for it belonged to the vectors that stood in " + file + " before");
            }
        }
    }

    /** Rows to go on from; says what of them begins anew. */
    StartRows rows(WordVectors vectors, Streams streams) {
        if (!Files.exists(outputs())) {
            streams.note(outputs() + ": no such file, so only the vectors go on; the output rows begin anew");
            return new StartRows(vectors, null);
        }
        try (WordVectors rows = VectorFiles.open(outputs())) {
            if (!rows.words().equals(vectors.words()) || rows.dimension() != vectors.dimension()) {
                throw new InvalidFileException(outputs() + ": expected the words of " + file + ", in their order, with "
                        + vectors.dimension() + " numbers each; remove it to begin its rows anew");
            }
            Matrix outputs = Matrix.zeros(rows.size(), rows.dimension());
            for (int row = 0; row < rows.size(); row++) {
                rows.copyVector(row, outputs.data(), outputs.index(row));
            }
            return new StartRows(vectors, outputs);
        }
    }

    /** The words that have vectors, and how often they came; says so if that is not known. */
    Corpus.Known known(WordVectors vectors, Streams streams) throws IOException {
        if (!Files.exists(counts())) {
            streams.note(counts() + ": no such file, so words count as often as they come in the new text");
            return new Corpus.Known(vectors.words(), null);
        }
        long[] counts = new long[vectors.size()];
        try (InputFiles lines = new InputFiles(List.of(counts().toString()), streams.in())) {
            for (int row = 0; row < counts.length; row++) {
                counts[row] = count(lines.next(), vectors.word(row), row);
            }
            if (lines.next() != null) {
                throw wrong(counts.length + 1, "no line for want of another word");
            }
        }
        return new Corpus.Known(vectors.words(), counts);
    }

    private long count(String line, String word, int row) {
        if (line == null || !line.startsWith(word + " ")) {
            throw wrong(row + 1, "the word " + word + " and its count");
        }
        try {
            long count = Long.parseLong(line.substring(word.length() + 1));
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(row + 1, "the word " + word + " and its count");
    }

    private InvalidFileException wrong(int line, String expected) {
        return new InvalidFileException(
                counts() + ":" + line + ": expected " + expected + ", as " + file + " has it; remove it to do without");
    }
}
