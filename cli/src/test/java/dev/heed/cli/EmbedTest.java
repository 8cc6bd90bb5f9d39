package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static dev.heed.cli.Ran.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.cli.screen.DisplayWidth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedTest {
    private static final String LINES = "bank grows money\n\nWe sat by the river bank.\r\nlast, \"line\"";

    private static final String HEADS = "../engine/src/test/resources/dev/heed/heads/";

    @TempDir
    private Path folder;

    @Test
    void everyLineIsAnItemAlsoABlankOne() {
        Map<String, Object> document =
                heedReading(LINES + "\n", "embed", "--format", "json").json();
        List<Map<String, Object>> items = objects(document.get("items"));

        assertThat(document)
                .containsEntry("dimension", 384)
                .containsEntry("level", "text")
                .containsEntry("layer", 6)
                .containsEntry("precision", "fp32");
        assertThat(items)
                .extracting(item -> item.get("text"))
                .containsExactly("bank grows money", "", "We sat by the river bank.", "last, \"line\"");
        assertThat(items).extracting(item -> item.get("index")).containsExactly(0, 1, 2, 3);
        assertThat(items.get(1)).containsEntry("tokenCount", 2).containsEntry("truncated", false);
        assertThat(vector(items.get(1).get("vector"))).startsWith(new double[] {-0.11883836, 0.04829869}, within(1e-5));
    }

    @Test
    void linesOfJsonHaveTheSameVectors() {
        List<Map<String, Object>> items =
                objects(heedReading(LINES, "embed", "--format", "json").json().get("items"));
        List<String> lines =
                heedReading(LINES, "embed", "--format", "jsonl").out().lines().toList();

        assertThat(lines).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(new Ran(0, lines.get(i), "").json())
                    .containsEntry("vector", items.get(i).get("vector"))
                    .containsEntry("index", i);
        }
    }

    @Test
    void csvQuotesAndCounts() {
        String[] rows = heedReading(LINES, "embed", "--format", "csv").out().split("\r\n");

        assertThat(rows).hasSize(5);
        assertThat(rows[0]).startsWith("index,text,start,end,v1,v2,").endsWith(",v384");
        assertThat(rows[2]).startsWith("1,,0,0,-0.118");
        assertThat(rows[4]).startsWith("3,\"last, \"\"line\"\"\",0,12,");
    }

    @Test
    void npyHasTheRowsOfJson() throws IOException {
        Path file = folder.resolve("vectors.npy");
        Ran ran = heedReading(LINES, "embed", "--format", "npy", "--output", file.toString());
        List<Map<String, Object>> items =
                objects(heedReading(LINES, "embed", "--format", "json").json().get("items"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8);

        assertThat(ran.code()).isZero();
        assertThat((10 + header) % 64).isZero();
        assertThat(new String(bytes.array(), 10, header, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 384), }")
                .endsWith("\n");
        assertThat(bytes.limit()).isEqualTo(10 + header + 4 * 4 * 384);
        assertThat(bytes.getFloat(10 + header + 4 * 384 * 2))
                .isEqualTo((float) vector(items.get(2).get("vector"))[0]);
        assertThat(folder.toFile().list()).containsExactly("vectors.npy");
    }

    @Test
    void wordsAndTokensHaveRawVectorsAtAnyLayer() {
        String[] args = {"embed", "--text", "unhappiness grows", "--layer", "0", "--format", "json", "--level", "word"};
        List<Map<String, Object>> words =
                objects(objects(heed(args).json().get("items")).getFirst().get("words"));
        args[8] = "token";
        List<Map<String, Object>> tokens =
                objects(objects(heed(args).json().get("items")).getFirst().get("tokens"));

        assertThat(words).extracting(word -> word.get("text")).containsExactly("unhappiness", "grows");
        assertThat(tokens).first().satisfies(token -> assertThat(token).containsEntry("piece", "[CLS]"));
        assertThat(vector(words.get(1).get("vector")))
                .isEqualTo(vector(tokens.get(tokens.size() - 2).get("vector")));
    }

    @Test
    void textsThatDoNotFitAreCutAndCounted() {
        String texts = "bank ".repeat(300) + "\nshort\n";
        Ran cut = heedReading(texts, "embed", "--format", "json");

        assertThat(cut.err()).isEqualTo("note: 1 of 2 texts cut to 256 tokens; --overflow window reads them whole\n");
        assertThat(objects(cut.json().get("items")).getFirst())
                .containsEntry("tokenCount", 256)
                .containsEntry("tokensTotal", 302)
                .containsEntry("truncated", true);
        assertThat(heed("embed", "--text", "bank ".repeat(300)).err())
                .isEqualTo("note: the text was cut to 256 tokens; --overflow window reads it whole\n");
        assertThat(heedReading(texts, "embed", "--overflow", "window").err()).isEmpty();
        Ran refused = heedReading("short\n" + texts, "embed", "--overflow", "error");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("heed embed: standard input:2: text: expected at most 256 tokens, got 302")
                .hasLineCount(1);
    }

    @Test
    void filesMayBePackedAndMarked() throws IOException {
        Path packed = folder.resolve("a.txt.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("\ufeffbank\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Path plain = Files.writeString(folder.resolve("b.txt"), "\ufeffriver\rside\n");
        List<Map<String, Object>> items =
                objects(heedReading("in", "embed", packed.toString(), plain.toString(), "-", "--format", "json")
                        .json()
                        .get("items"));

        assertThat(items).extracting(item -> item.get("text")).containsExactly("bank", "river\rside", "in");
        assertThat(items).extracting(item -> item.get("index")).containsExactly(0, 1, 2);
    }

    @Test
    void wrongBytesAreNamed() throws IOException {
        byte[] bytes = "good\nbad \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.txt"), bytes);

        Ran ran = heed("embed", file.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("heed embed: " + file + ":2:5 (line:byte): expected UTF-8, got the byte 0xE9")
                .hasLineCount(1);
        assertThat(heedReading(bytes, "attend", "-").err()).contains("standard input:2:5 (line:byte): expected UTF-8");
        assertThat(heedReading("\ufffd", "embed").code()).isZero();
    }

    @Test
    void theAnswerNamesThePrecision() throws IOException {
        for (String precision : new String[] {"fp32", "bf16", "int8"}) {
            assertThat(heed("embed", "--text", "a", "--precision", precision, "--format", "json")
                            .json())
                    .containsEntry("precision", precision);
        }
    }

    @Test
    void aStaticModelRefusesWhatItCannotHonour() throws IOException {
        String model = HEADS + "static/model2vec";
        for (String[] option : new String[][] {
            {"--precision", "int8"},
            {"--overflow", "window"},
            {"--overflow", "error"},
            {"--max-tokens", "9"},
            {"--layer", "0"}
        }) {
            Ran ran = heed("embed", "--model", model, "--text", "the bank", option[0], option[1]);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("heed embed: " + option[0] + ": a static model")
                    .hasLineCount(1);
        }
        assertThat(heed("embed", "--model", model, "--text", "the bank", "--precision", "auto")
                        .code())
                .isZero();
    }

    @Test
    void eachKindOfTextGoesItsOwnRoute() throws IOException {
        String model = HEADS + "routes/dense";
        Object query = embedded("--model", model, "--as", "query");
        Object document = embedded("--model", model, "--as", "document");
        assertThat(query).isNotEqualTo(document);
        assertThat(embedded("--model", model, "--prompt", "passage : "))
                .as("without --as a text goes the folder's usual route")
                .isEqualTo(document);
        Ran sparse = heed(
                "embed",
                "--model",
                HEADS + "routes/sparse",
                "--level",
                "sparse",
                "--as",
                "query",
                "--text",
                "the bank");
        assertThat(sparse.code()).isZero();
        assertThat(sparse.err()).doesNotContain("no prompt");
        Ran refused = heed("similarity", "--model", model, "the bank", "the river");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Router", "--as").hasLineCount(1);
    }

    private static Object embedded(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("embed", "--text", "the bank of the river", "--format", "json"));
        words.addAll(List.of(options));
        Object items = heed(words.toArray(String[]::new)).json().get("items");
        return ((Map<?, ?>) ((List<?>) items).getFirst()).get("vector");
    }

    @Test
    void missingFilesAndDamagedOnesAreTold() throws IOException {
        assertThat(heed("embed", "no such file").err())
                .contains("no such file: no such file; ", "--text \"no such file\"");
        assertThat(heed("embed", folder.toString()).err()).contains("expected a file, found a folder");
        Path damaged = Files.writeString(folder.resolve("x.gz"), "not packed at all");
        assertThat(heed("embed", damaged.toString()).err())
                .contains("expected gzip")
                .hasLineCount(1);
        assertThat(heed("embed", "--layer", "7", "--text", "a").err()).contains("layer: expected 0 to 6, got 7");
        assertThat(heed("embed", "--text", "a", "--precision", "fp16").code()).isEqualTo(2);
        assertThat(heed("embed", "--text", "a", "--format", "npy").code()).isEqualTo(2);
    }

    @Test
    void anOutputFileIsWrittenWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("out.csv"), "as it was");
        byte[] wrongAtTheEnd = ("fine\n".repeat(600) + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(heedReading(wrongAtTheEnd, "embed", "--format", "csv", "--output", file.toString())
                        .code())
                .isEqualTo(1);
        assertThat(file).hasContent("as it was");
        assertThat(folder.toFile().list()).containsExactly("out.csv");

        assertThat(heedReading("fine", "embed", "--format", "csv", "--output", file.toString())
                        .out())
                .isEmpty();
        assertThat(Files.readString(file)).startsWith("index,text,");
    }

    @Test
    void anOutputLinkStaysALink() throws IOException {
        Path existing = Files.writeString(folder.resolve("existing.csv"), "as it was");
        Path toExisting = Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("existing.csv"));
        Path toNew = Files.createSymbolicLink(folder.resolve("b.csv"), Path.of("new.csv"));
        Path circle = Files.createSymbolicLink(folder.resolve("c.csv"), Path.of("c.csv"));

        for (Path link : List.of(toExisting, toNew)) {
            assertThat(heed("embed", "--text", "fine", "--format", "csv", "--output", link.toString())
                            .code())
                    .isZero();
            assertThat(link).isSymbolicLink();
        }
        assertThat(Files.readString(existing)).startsWith("index,text,");
        assertThat(Files.readString(folder.resolve("new.csv"))).startsWith("index,text,");
        Ran lost = heed("embed", "--text", "fine", "--output", circle.toString());
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.err())
                .contains(circle + ": expected a file to write, found links")
                .hasLineCount(1);
    }

    @Test
    void anOutputThatCannotBeMadeIsNamedAsItWasGiven() {
        String name = folder.resolve("n".repeat(250)).toString(); // the hidden file's name is longer still

        Ran ran = heed("embed", "--text", "fine", "--output", name);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains(name + ": ").doesNotContain(".part").hasLineCount(1);
    }

    @Test
    void anInputIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("in.txt"), "bank\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("in.txt"));

        for (Path output : List.of(file, link)) {
            Ran ran = heed("embed", file.toString(), "--output", output.toString());
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("heed embed: --output: expected another file than the input, got " + output)
                    .hasLineCount(1);
        }
        assertThat(file).hasContent("bank\n");
    }

    @Test
    void peopleSeeOneLineAnItem() {
        String texts = LINES + "\n" + "bank ".repeat(300) + "\n東京の銀行へ行きました、お金を増やすために";
        List<String> lines = heedReading(texts, "embed").out().lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines)
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80))
                .allSatisfy(line -> assertThat(line.indexOf("|1.00|")).isEqualTo(56))
                .allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
        assertThat(lines.get(0)).startsWith("  5/5    ").endsWith("  bank grows money");
        assertThat(lines.get(1)).startsWith("  2/2   -0.12").endsWith("|1.00|");
        assertThat(lines.get(2)).endsWith("  We sat by the r…");
        assertThat(lines.get(4)).startsWith("256/302  ");
    }

    @Test
    void theTextTakesWhatTheWidthLeaves() {
        String text = "We sat by the river bank.";
        assertThat(heed("embed", "--text", text, "--width", "120").out()).endsWith("|1.00|  " + text + "\n");
        assertThat(heed("embed", "--text", text, "--width", "79").out()).endsWith("|1.00|\n");
        assertThat(heed("embed", "--text", text, "--width", "79", "--level", "word")
                        .out())
                .startsWith("  9/9    " + text + "\n   We ");
        assertThat(heed("embed", "--text", text, "--width", "39").code()).isEqualTo(2);
    }

    @Test
    void manyLinesComeOutInTheirOrder() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            lines.append("line ").append(i).append('\n');
        }
        List<String> documents = heedReading(lines.toString(), "embed", "--format", "jsonl")
                .out()
                .lines()
                .toList();

        assertThat(documents).hasSize(700);
        for (int i : new int[] {0, 255, 256, 511, 512, 699}) {
            assertThat(documents.get(i)).contains("\"index\":" + i + ",\"text\":\"line " + i + "\"");
        }
    }
}
