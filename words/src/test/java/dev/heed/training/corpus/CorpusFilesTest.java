package dev.heed.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a folder is read or told of, also where the folder is named through a link. */
class CorpusFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aLinkToAFolderIsTheFolder() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/below"));
        Files.writeString(folder.resolve("real/a.txt"), "alpha beta\n");
        Files.writeString(real.resolve("b.txt"), "gamma\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link);
        for (Path named : List.of(folder.resolve("real"), link, linkToLink)) {
            assertThat(texts(named)).as("%s", named).containsExactly("alpha beta\n", "gamma\n");
        }
    }

    @Test
    void whatIsNotReadIsToldOf() throws IOException {
        Path real = Files.createDirectories(folder.resolve("elsewhere"));
        Path file = Files.writeString(real.resolve("c.txt"), "gamma\n");
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("a.txt"), "alpha\n");
        Files.writeString(corpus.resolve(".hidden"), "hidden\n");
        Files.write(corpus.resolve("b.png"), new byte[] {1, 0, 2});
        Files.createSymbolicLink(corpus.resolve("c.txt"), file);
        Files.createSymbolicLink(corpus.resolve("d"), real);
        Files.createSymbolicLink(corpus.resolve("e"), Path.of("nowhere"));
        try (CorpusFiles files = new CorpusFiles(List.of(corpus.toString()), InputStream.nullInputStream())) {
            assertThat(files.leftOut())
                    .containsExactly(
                            new CorpusFiles.LeftOut(corpus.resolve("b.png").toString(), "no text"),
                            new CorpusFiles.LeftOut(corpus.resolve("d").toString(), "a link to a folder"),
                            new CorpusFiles.LeftOut(corpus.resolve("e").toString(), "a link to nothing"));
        }
        assertThat(texts(corpus)).containsExactly("alpha\n", "gamma\n");
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("d"), real);
        assertThatThrownBy(() -> texts(links))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(links + ": expected text files in the folder, found none; " + links.resolve("d")
                        + " is a link to a folder");
    }

    private static List<String> texts(Path named) throws IOException {
        List<String> texts = new ArrayList<>();
        try (CorpusFiles files = new CorpusFiles(List.of(named.toString()), InputStream.nullInputStream())) {
            for (InputStream text = files.next(); text != null; text = files.next()) {
                texts.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
