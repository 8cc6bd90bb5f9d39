import dev.heed.format.gguf.GgufFile;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import dev.heed.tokenizer.file.GgufTokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the tokenizers of GGUF vocabularies with golden ids: for every {@code NAME.gguf} in a folder that has
 * {@code NAME.gguf.inp} (texts parted by a line {@code __ggml_vocab_test__}) and {@code NAME.gguf.out} (a line of ids for
 * each) beside it, as llama.cpp's {@code models} folder holds them.
 *
 * <pre>
 * mvn -q -B -pl engine -am compile
 * java -cp engine/target/classes:ground/target/classes:JACKSON tools/compare-tokenizer/GgufVocabularies.java FOLDER
 * </pre>
 */
class GgufVocabularies {
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Path> files;
        try (var listed = Files.list(Path.of(arguments[0]))) {
            files = listed.filter(file -> file.toString().endsWith(".gguf.inp")).sorted().toList();
        }
        int wrong = 0;
        for (Path file : files) {
            if (arguments.length < 2 || file.toString().contains(arguments[1])) {
                wrong += compare(file, out);
            }
        }
        out.println(files.size() + " vocabularies, " + wrong + " texts differ");
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static int compare(Path texts, PrintStream out) throws IOException {
        String name = texts.toString().replaceAll("\\.inp$", "");
        List<String> inputs = new ArrayList<>(
                List.of(Files.readString(texts).split("\n__ggml_vocab_test__\n", -1)));
        List<String> goldens = Files.readAllLines(Path.of(name + ".out"));
        int wrong = 0;
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(Path.of(name))) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Tokenizer tokenizer = GgufTokenizer.read(GgufFile.read(bytes, name).metadata(), name);
            for (int i = 0; i < goldens.size(); i++) {
                int[] ids = tokenizer.tokenize(inputs.get(i), UserSpecials.PLAIN_TEXT).ids();
                int[] golden = Arrays.stream(goldens.get(i).trim().split(" +"))
                        .filter(number -> !number.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
                if (!Arrays.equals(ids, golden)) {
                    wrong++;
                    out.println("  " + inputs.get(i).replace("\n", "\\n") + "\n    golden " + Arrays.toString(golden)
                            + "\n    ours   " + Arrays.toString(ids));
                }
            }
            out.println(Path.of(name).getFileName() + ": " + goldens.size() + " texts, " + wrong + " differ");
        } catch (RuntimeException e) {
            out.println(Path.of(name).getFileName() + ": " + e.getMessage());
            return goldens.size();
        }
        return wrong;
    }
}
