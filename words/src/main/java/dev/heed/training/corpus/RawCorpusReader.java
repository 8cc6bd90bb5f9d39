package dev.heed.training.corpus;

import dev.heed.parallel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads a corpus once: while some blocks are cut into words, the next are read from the disk. Not thread-safe. */
final class RawCorpusReader {
    private final CorpusFiles files;
    private final TokenRule rule;
    private final Workers workers;
    private final int blockSize;
    private final WordIds words = new WordIds();
    private long[] counts = new long[1 << 10];
    private long damagedLines;
    private TextBlocks blocks; // of the file at work

    RawCorpusReader(CorpusFiles files, TokenRule rule, Workers workers, int blockSize) {
        this.files = files;
        this.rule = rule;
        this.workers = workers;
        this.blockSize = blockSize;
    }

    /** @param progress hears how many words there are so far */
    RawCorpus read(LongConsumer progress) throws IOException {
        TokenFile file = TokenFile.create();
        try {
            int most = 2 * workers.threads();
            List<BlockTokens> cutters = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                cutters.add(new BlockTokens(rule));
            }
            List<TextBlock> some = nextBlocks(most);
            while (!some.isEmpty()) {
                List<TextBlock> now = some;
                List<TextBlock> next = new ArrayList<>();
                workers.run(now.size() + 1, task -> {
                    if (task == 0) {
                        next.addAll(nextBlocks(most));
                    } else {
                        cutters.get(task - 1).read(now.get(task - 1));
                    }
                });
                for (int i = 0; i < now.size(); i++) {
                    take(cutters.get(i), file);
                }
                progress.accept(file.size());
                some = next;
            }
            return new RawCorpus(words, Arrays.copyOf(counts, words.size()), file, file.map(), damagedLines);
        } catch (UncheckedIOException e) {
            file.close();
            throw e.getCause();
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private List<TextBlock> nextBlocks(int most) {
        List<TextBlock> found = new ArrayList<>();
        try {
            while (found.size() < most) {
                TextBlock block = blocks == null ? null : nextOfFile();
                if (block != null) {
                    found.add(block);
                    continue;
                }
                InputStream text = files.next();
                if (text == null) {
                    break;
                }
                blocks = new TextBlocks(text, rule.cut(), blockSize);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private TextBlock nextOfFile() {
        try {
            return blocks.next();
        } catch (IOException e) {
            throw files.unreadable(e);
        }
    }

    /** A block's words by their ids of the whole corpus. */
    private void take(BlockTokens block, TokenFile file) throws IOException {
        damagedLines += block.damagedLines();
        int[] ids = new int[block.words().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = block.words().idIn(words, i);
        }
        if (words.size() > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(words.size(), 2 * counts.length));
        }
        int[] tokens = block.tokens();
        for (int i = 0; i < block.size(); i++) {
            if (tokens[i] != BlockTokens.LINE_END) {
                tokens[i] = ids[tokens[i]];
                counts[tokens[i]]++;
            }
        }
        file.write(tokens, block.size());
    }
}
