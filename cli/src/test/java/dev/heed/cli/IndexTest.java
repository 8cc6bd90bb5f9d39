package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heed index}, and what is asked of an index. */
class IndexTest {
    private static final List<String> LINES = List.of(
            "The garden was green again in the early spring of that year.",
            "The metal spring inside the lock was broken and bent.",
            "",
            "After a long winter the spring brought warm rain and flowers.",
            "A steel spring pushes the valve of the machine shut.",
            "Nobody said a word.",
            "Birds return to the meadow every spring and build their nests.",
            "He wound up the spring of the clock with a small key.");

    @TempDir
    private Path folder;

    private Path file;
    private Path index;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("lines.txt"), String.join("\n", LINES) + "\n");
        index = folder.resolve("lines.heed");
    }

    @Test
    void phrasesAndHyphenatedWordsAreFoundWordByWord() throws IOException {
        Path phrases = Files.writeString(
                folder.resolve("phrases.txt"),
                String.join(
                        "\n",
                        "A well-known author lives in New York.",
                        "The well is known to be dry.",
                        "new york was covered in snow, and New  York slept.",
                        "York is old, and new it is not.",
                        "He was well-known for his work in new York."));
        assertThat(heed("index", phrases.toString(), "--output", index.toString())
                        .code())
                .isZero();
        for (String word : List.of("New York", "well-known")) {
            String[] question = {
                "concordance", "A " + word + " thing.", "--word", word, "--top", "0", "--format", "json"
            };
            Map<String, Object> ofFiles = heed(with(question, phrases)).json();
            Map<String, Object> ofIndex = heed(with(question, index)).json();
            assertThat(ofIndex.get("occurrences"))
                    .isEqualTo(ofFiles.get("occurrences"))
                    .isNotEqualTo(0);
            assertThat(lines(ofIndex)).containsExactlyInAnyOrderElementsOf(lines(ofFiles));
            assertThat(objects(ofIndex.get("hits")))
                    .allSatisfy(hit -> assertThat(((String) hit.get("text"))
                                    .substring((Integer) hit.get("start"), (Integer) hit.get("end")))
                            .isEqualToIgnoringCase(word));
        }
        assertThat(heed("senses", "--word", "well-known", index.toString()).code())
                .isZero();
        Ran none = heed("concordance", "x", "--word", "old York", index.toString());
        assertThat(none.err()).contains("word old York: found nowhere in ");
        assertThat(heed("concordance", "x", "--word", "of the", index.toString())
                        .err())
                .contains("not indexed in ");
    }

    @Test
    void whatCannotBeIndexedLeavesNoFolder() {
        for (String name : List.of("nofile", "-", folder.toString())) {
            assertThat(heed("index", name, "--output", index.toString()).code()).isEqualTo(1);
            assertThat(index).doesNotExist();
        }
    }

    @Test
    void bringingUpToDateSaysWhatIsGone() throws IOException {
        Path second = Files.writeString(folder.resolve("second.txt"), LINES.getFirst());
        heed("index", file.toString(), second.toString(), "--output", index.toString());
        Files.delete(second);
        Ran ran = heed("index", "--output", index.toString(), "--format", "json");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).startsWith("note: " + second + ": is gone; ").hasLineCount(1);
        assertThat(ran.json().get("missing")).isEqualTo(List.of(second.toString()));
    }

    @Test
    void anIndexAnswersWhatTheFilesAnswer() {
        Ran made = heed("index", file.toString(), "--output", index.toString());
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("occurrences of all words outside the stop list", "bytes an occurrence");
        assertThat(made.err()).isEmpty();
        String[] question = {"concordance", "A rusty spring of steel.", "--word", "spring", "--format", "json"};
        Map<String, Object> ofFiles = heed(with(question, file)).json();
        Map<String, Object> ofIndex = heed(with(question, index)).json();
        assertThat(ofIndex.keySet()).isEqualTo(ofFiles.keySet());
        assertThat(ofIndex.get("occurrences")).isEqualTo(6);
        // an index keeps rounded vectors: neighbours in rank may change places
        assertThat(lines(ofIndex)).containsExactlyInAnyOrderElementsOf(lines(ofFiles));
        assertThat(lines(ofIndex).subList(0, 3)).containsExactlyInAnyOrder(2, 5, 8);
        assertThat(lines(ofFiles).subList(0, 3)).containsExactlyInAnyOrder(2, 5, 8);
        assertThat(objects(ofIndex.get("hits"))).allSatisfy(hit -> {
            assertThat(hit.get("file")).isEqualTo(file.toString());
            assertThat(hit.get("text")).isEqualTo(LINES.get((Integer) hit.get("line") - 1));
            assertThat(((String) hit.get("text")).substring((Integer) hit.get("start"), (Integer) hit.get("end")))
                    .isEqualTo("spring");
        });
        assertThat(heed("senses", "--word", "spring", "--format", "json", index.toString())
                        .out())
                .isEqualTo(heed("senses", "--word", "spring", "--format", "json", file.toString())
                        .out());
    }

    private static List<Integer> lines(Map<String, Object> document) {
        return objects(document.get("hits")).stream()
                .map(hit -> (Integer) hit.get("line"))
                .toList();
    }

    @Test
    void anyWordMayAnswerALongerText() {
        heed("index", file.toString(), "--output", index.toString());
        Map<String, Object> document = heed(
                        "concordance", "a flying animal", "--top", "1", "--format", "json", index.toString())
                .json();
        assertThat(document.get("word")).isNull();
        assertThat(objects(document.get("hits")))
                .extracting(hit -> hit.get("line"))
                .containsExactly(7);
        assertThat(heed("concordance", "a flying animal", "--top", "1", index.toString())
                        .out())
                .startsWith("any word in ")
                .contains("[Birds]");
        assertThat(heed("concordance", "a flying animal", file.toString()).code())
                .as("files are searched for a word")
                .isEqualTo(2);
    }

    @Test
    void linesOfTheIndexAreExamples() {
        heed("index", file.toString(), "--output", index.toString(), "--word", "spring");
        for (Path source : List.of(file, index)) {
            Ran ran = heed(
                    "concordance",
                    "spring",
                    "--like",
                    file + ":1",
                    "--not",
                    file + ":2",
                    "--format",
                    "csv",
                    source.toString());
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().lines().skip(1).limit(3)).allMatch(row -> row.matches(".*lines.txt,[147],.*"));
            Ran none = heed("concordance", "spring", "--like", file + ":6", source.toString());
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.err())
                    .contains(
                            "--like: expected a line with spring, got " + file + ":6, which has none; the nearest that"
                                    + " have it: " + file + ":4, " + file + ":5, " + file + ":7");
        }
    }

    @Test
    void whatCannotBeAskedIsSaidInOneLine() throws IOException {
        assertThat(heed("index", "--output", index.toString()).code()).isEqualTo(2);
        assertThat(heed("index", file.toString()).code()).isEqualTo(2);
        assertThat(heed("index", file.toString(), "--output", index.toString(), "--all", "--word", "a")
                        .code())
                .isEqualTo(2);
        Path picture = Files.write(folder.resolve("a.png"), new byte[] {1, 0, 2});
        Ran binary = heed("index", file.toString(), picture.toString(), "--output", index.toString());
        assertThat(binary.code()).isEqualTo(1);
        assertThat(binary.err()).contains("a.png: expected UTF-8 text, found a byte 0 at 1");
        assertThat(heedReading("text", "index", "-", "--output", index.toString())
                        .err())
                .contains("expected files, which are read again");
        heed("index", file.toString(), "--output", index.toString());
        assertThat(heed("concordance", "autumn", index.toString()).err())
                .contains("word autumn: found nowhere in " + index);
        assertThat(heed("concordance", "the", index.toString()).err())
                .contains("word the: not indexed in " + index + ", which holds all words outside the stop list");
        assertThat(heed("concordance", "spring", folder.toString()).err())
                .contains("expected an index of heed index, found none");
    }

    @Test
    void changesOfTheFilesAreNotedAndBroughtIn() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        Ran made = heed("index", file.toString(), empty.toString(), "--output", index.toString());
        assertThat(made.err()).contains("empty.txt: is empty");
        Files.writeString(file, String.join("\n", LINES) + "\nA new spring.\n");
        Ran before = heed("concordance", "spring", index.toString());
        assertThat(before.err()).contains("lines.txt: has grown since it was indexed");
        assertThat(before.out()).startsWith("spring in 6 places");
        Map<String, Object> renewed =
                heed("index", "--output", index.toString(), "--format", "json").json();
        assertThat(renewed.keySet())
                .containsExactly("index", "model", "words", "occurrences", "added", "bytes", "missing", "files");
        assertThat(renewed.get("added")).isEqualTo(2);
        Ran after = heed("concordance", "spring", index.toString());
        assertThat(after.err()).isEmpty();
        assertThat(after.out()).startsWith("spring in 7 places");
    }

    private static String[] with(String[] arguments, Path last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last.toString();
        return all;
    }
}
