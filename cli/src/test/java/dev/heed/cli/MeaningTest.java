package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heed senses} and {@code heed concordance}. */
class MeaningTest {
    private static final List<String> SEASON = List.of(
            "The garden was green again in the early spring of that year.",
            "After a long winter the spring brought warm rain and flowers.",
            "Birds return to the meadow every spring and build their nests.",
            "In spring the trees of the orchard were white with blossom.",
            "They sow the barley in spring when the frost has gone.");
    private static final List<String> COIL = List.of(
            "The metal spring inside the lock was broken and bent.",
            "A steel spring pushes the valve of the machine shut.",
            "He wound up the spring of the clock with a small key.",
            "The spring in the mechanism snapped when the lever was pulled.",
            "Each wheel of the car hangs on a coil spring and a damper.");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("lines.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SEASON.size(); i++) {
            text.append(SEASON.get(i)).append("\n\n").append(COIL.get(i)).append('\n');
        }
        Files.writeString(file, text);
    }

    @Test
    void twoSensesAreToldApartAndEveryLineIsThere() {
        Map<String, Object> document = heed(
                        "senses", "--word", "spring", "--senses", "2", "--format", "json", file.toString())
                .json();
        assertThat(document.keySet()).containsExactly("word", "model", "occurrences", "senses", "unclear", "notes");
        List<Map<String, Object>> senses = objects(document.get("senses"));
        assertThat(senses).hasSize(2);
        assertThat(objects(senses.getFirst().get("members")))
                .extracting(hit -> hit.get("text"))
                .containsExactlyElementsOf(SEASON);
        assertThat(objects(senses.getLast().get("members"))).allSatisfy(hit -> {
            String text = (String) hit.get("text");
            assertThat(COIL).contains(text);
            assertThat((Integer) hit.get("line") % 3).isZero();
            assertThat(text.substring((Integer) hit.get("start"), (Integer) hit.get("end")))
                    .isEqualTo("spring");
        });
    }

    @Test
    void namedSensesAreKeptAndNewTextIsAssigned() throws IOException {
        Path saved = folder.resolve("spring.json");
        Ran first = heed(
                "senses",
                "--word",
                "spring",
                "--senses",
                "2",
                "--name",
                "1=season",
                "--name",
                "2=coil",
                "--save",
                saved.toString(),
                file.toString());
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("1 season: 5 (50%)", "2 coil: 5 (50%)");
        Ran second = heedReading(
                "The tiny spring of the watch drives its wheels.\nSnow melts on the hills in spring.\n",
                "senses",
                "--word",
                "spring",
                "--with",
                saved.toString(),
                "--format",
                "json");
        List<Map<String, Object>> senses = objects(second.json().get("senses"));
        assertThat(senses).extracting(sense -> sense.get("name")).containsExactly("season", "coil");
        assertThat(objects(senses.getFirst().get("members")))
                .extracting(hit -> hit.get("line"))
                .containsExactly(2);
        assertThat(objects(senses.getLast().get("members")))
                .extracting(hit -> hit.get("line"))
                .containsExactly(1);
    }

    @Test
    void mergingMakesOneOfTwo() {
        assertThat(heed("senses", "--word", "spring", "--senses", "2", "--merge", "1,2", file.toString())
                        .out())
                .startsWith("spring: one sense, as far as can be seen, in 10 places");
        assertThat(heed("senses", "--word", "spring", "--senses", "2", "--merge", "1,7", file.toString())
                        .err())
                .contains("sense 7: expected 1 to 2");
    }

    @Test
    void whatIsMissingOrDamagedIsSaidInOneLine() {
        Ran none = heed("senses", "--word", "autumn", file.toString());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .isEqualTo("heed senses: word autumn: found nowhere in the input; --forms finds its"
                        + " inflections too" + System.lineSeparator());
        Ran damaged = heedReading(
                new byte[] {'a', ' ', 's', 'p', 'r', 'i', 'n', 'g', ' ', (byte) 0xff, '\n'},
                "senses",
                "--word",
                "spring");
        assertThat(damaged.code()).isZero();
        assertThat(damaged.err()).contains("note: 1 line holds bytes that are no UTF-8");
        assertThat(heed("senses", file.toString()).code()).isEqualTo(2);
        assertThat(heed("senses", "--word", "spring", "--senses", "0", file.toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void everySpellingOfTheWordIsFound() throws IOException {
        Path spelled = folder.resolve("spelled.txt");
        Files.writeString(spelled, """
                Die B\u00e4nke im Park sind nass.
                Die Ba\u0308nke im Park sind nass.
                We met at the bank's door in the street.
                We met at the bank\u2019s door in the street.
                """);
        assertThat(heed("senses", "--word", "b\u00e4nke", "--format", "json", spelled.toString())
                        .json())
                .containsEntry("occurrences", 2);
        Map<String, Object> possessive = heed(
                        "concordance",
                        "The bank\u02bcs door.",
                        "--word",
                        "bank's",
                        "--format",
                        "json",
                        spelled.toString())
                .json();
        assertThat(possessive).containsEntry("occurrences", 2);
        assertThat(objects(possessive.get("hits")))
                .extracting(hit ->
                        ((String) hit.get("text")).substring((Integer) hit.get("start"), (Integer) hit.get("end")))
                .containsExactlyInAnyOrder("bank's", "bank\u2019s");
        Map<String, Object> street = heed(
                        "compare", "--word", "stra\u00dfe", "--format", "json", "die Stra\u00dfe", "DIE STRASSE")
                .json();
        assertThat(objects(street.get("occurrences")))
                .extracting(place -> place.get("text"))
                .containsExactly("Stra\u00dfe", "STRASSE");
        assertThat(heed("attend", "--explain", "caf\u00e9", "un cafe\u0301").code())
                .isZero();
    }

    @Test
    void aFileGivenTwiceIsReadOnce() throws IOException {
        String again = folder.resolve(".").resolve("lines.txt").toString();
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        Ran senses = heed(
                "senses",
                "--word",
                "spring",
                "--format",
                "json",
                file.toString(),
                again,
                file.toString(),
                link.toString());
        assertThat(senses.json()).containsEntry("occurrences", 10);
        assertThat(senses.err())
                .isEqualTo("note: " + again + " (" + file + "), " + file + ", " + link + " (" + file
                        + "): given before, and read once" + System.lineSeparator());
        Ran concordance = heed("concordance", "spring", "--format", "json", file.toString(), again);
        assertThat(concordance.json()).containsEntry("occurrences", 10);
        assertThat(concordance.err()).contains("given before").hasLineCount(1);
        assertThat(heed("senses", "--word", "spring", file.toString()).err()).isEmpty();
    }

    @Test
    void aWordThatTheModelDoesNotKnowIsSaid() {
        String note = "note: the model does not know \u9322: it reads it as [UNK]; its vectors say nothing of the word"
                + " itself" + System.lineSeparator();
        Ran compare = heed("compare", "--word", "\u9322", "--format", "json", "\u6211\u6709\u9322", "\u9322\u591a");
        assertThat(compare.err()).isEqualTo(note);
        assertThat(compare.json()).containsEntry("sameMeaning", null);
        assertThat(objects(compare.json().get("occurrences"))).hasSize(2);
        assertThat(heed("compare", "--word", "\u9322", "\u6211\u6709\u9322", "\u9322\u591a")
                        .out())
                .doesNotContain("Same meaning?", "sure");
        String lines = "\u6211\u6709\u9322\n\u9322\u591a\n";
        assertThat(heedReading(lines, "senses", "--word", "\u9322").err()).isEqualTo(note);
        assertThat(heedReading(lines, "concordance", "\u9322", "-").err()).isEqualTo(note);
        assertThat(heed("similarity", "\u9322 is here", "it is here").err()).isEqualTo(note);
        assertThat(heed("similarity", "\u9322 is here", "\u9280 is here").err())
                .isEqualTo(
                        "note: the model does not know \u9322, \u9280: it reads each of them as [UNK]; their vectors say"
                                + " nothing of the words themselves" + System.lineSeparator());
        Ran known = heed("compare", "--word", "spring", SEASON.getFirst(), COIL.getFirst());
        assertThat(known.err()).isEmpty();
        assertThat(known.out()).contains("Same meaning?");
    }

    @Test
    void oneIsWrittenAsOne() {
        String line = "We sat by the river bank.\n";
        assertThat(heedReading(line, "senses", "--word", "bank").out()).contains("in 1 place, ");
        assertThat(heedReading(line, "concordance", "bank", "-").out()).startsWith("bank in 1 place, ");
        assertThat(heedReading(line, "senses", "--word", "bank", "--name", "9=shore")
                        .err())
                .isEqualTo("heed senses: sense 9: expected 1, the only sense found" + System.lineSeparator());
        assertThat(heedReading(line, "senses", "--word", "bank", "--split", "9").err())
                .isEqualTo("heed senses: sense 9: expected 1, the only sense found" + System.lineSeparator());
    }

    @Test
    void theConcordanceListsTheNearestUseFirst() {
        Map<String, Object> document = heed(
                        "concordance",
                        "The gun's rusty spring had to be replaced.",
                        "--word",
                        "spring",
                        "--top",
                        "5",
                        "--format",
                        "json",
                        file.toString())
                .json();
        assertThat(document.keySet()).containsExactly("query", "word", "model", "occurrences", "hits");
        assertThat(document.get("occurrences")).isEqualTo(10);
        assertThat(objects(document.get("hits")))
                .hasSize(5)
                .extracting(hit -> hit.get("text"))
                .containsExactlyInAnyOrderElementsOf(COIL);
    }

    @Test
    void likeAndNotTakeTextsAndPlaces() {
        Ran ran = heed(
                "concordance",
                "spring",
                "--like",
                file + ":1",
                "--not",
                file + ":3",
                "--not",
                "A spring of the lock.",
                "--format",
                "csv",
                file.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> rows = ran.out().lines().toList();
        assertThat(rows.getFirst()).isEqualTo("file,line,start,end,textStart,similarity,score,left,word,right");
        assertThat(rows).hasSize(11);
        assertThat(rows.subList(1, 6))
                .allSatisfy(row -> assertThat(SEASON)
                        .anyMatch(text -> row.endsWith(",spring," + text.substring(text.indexOf("spring") + 6))));
        Ran missing = heed("concordance", "spring", "--like", "no such word", file.toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("--like: expected a text with spring, or FILE:LINE");
    }

    @Test
    void thePageIsAlignedOnTheWord() {
        Ran ran = heed("concordance", SEASON.getFirst(), "--word", "spring", file.toString());
        assertThat(ran.out().lines().skip(1))
                .startsWith("In order of likeness to the text and to lines like it; second: to the text.", "");
        List<String> lines = ran.out().lines().skip(3).toList();
        assertThat(lines).hasSize(10).allSatisfy(line -> {
            assertThat(line).hasSizeLessThanOrEqualTo(80);
            assertThat(line.indexOf("[spring]")).isEqualTo(lines.getFirst().indexOf("[spring]"));
        });
        assertThat(heed("concordance", "two words", file.toString()).code()).isEqualTo(2);
    }

    @Test
    void theAnswerIsTheSameWhateverTheRun() {
        String[] line = {"senses", "--word", "spring", "--format", "json", file.toString()};
        assertThat(heed(line).out()).isEqualTo(heed(line).out());
    }

    @Test
    void pagesToMailHoldTheLines() throws IOException {
        Path senses = folder.resolve("senses.html");
        Path lines = folder.resolve("lines.html");
        assertThat(heed("senses", "--word", "spring", "--senses", "2", "--html", senses.toString(), file.toString())
                        .out())
                .isEmpty();
        heed("concordance", SEASON.getFirst(), "--word", "spring", "--html", lines.toString(), file.toString());
        assertThat(Files.readString(senses)).startsWith("<!doctype html>").contains(COIL.getFirst(), "lines.txt");
        assertThat(Files.readString(lines)).startsWith("<!doctype html>").contains(COIL.getFirst(), "lines.txt");
    }

    @Test
    void aConcordanceIsInTheOrderOfItsFirstNumber() throws IOException {
        Ran json = heed("concordance", SEASON.getFirst(), "--word", "spring", "--format", "json", file.toString());
        List<Double> scores = objects(json.json().get("hits")).stream()
                .map(hit -> ((Number) hit.get("score")).doubleValue())
                .toList();
        assertThat(scores).hasSizeGreaterThan(3).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        List<String> shown = heed("concordance", SEASON.getFirst(), "--word", "spring", file.toString())
                .out()
                .lines()
                .filter(line -> line.contains("["))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(shown)
                .isEqualTo(scores.stream()
                        .map(score -> dev.heed.cli.screen.Numbers.fixed(score, 2))
                        .toList());
    }

    @Test
    void aConcordanceIsSortedByItsNeighbours() throws IOException {
        Path lines = Files.writeString(
                Files.createTempFile("sorted", ".txt"),
                "A red bank, apples.\nOne Old bank zone.\nthe old bank\nbank Berry.\n");
        for (String[] sorted : new String[][] {{"right", "3,1,4,2"}, {"left", "4,2,3,1"}, {"place", "1,2,3,4"}}) {
            String csv = heed("concordance", "bank", "--sort", sorted[0], "--format", "csv", lines.toString())
                    .out();
            assertThat(csv.lines()
                            .skip(1)
                            .map(line -> line.substring(lines.toString().length() + 1)
                                    .split(",")[0]))
                    .as(sorted[0])
                    .containsExactly(sorted[1].split(","));
        }
        Files.delete(lines);
    }
}
