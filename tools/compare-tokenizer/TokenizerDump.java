import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Base64 of a UTF-8 text a line in; for each pair of arguments, a file and what special tokens in a text are,
 * {@code id start end id start end …} a line out for each text. Run by sides.py.
 */
class TokenizerDump {
    public static void main(String[] arguments) throws IOException {
        List<String> texts = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList();
        try (var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII))) {
            for (int i = 0; i < arguments.length; i += 2) {
                Path file = Path.of(arguments[i]);
                Tokenizer tokenizer = TokenizerFiles.fromJson(Files.readAllBytes(file), file.toString());
                UserSpecials specials = UserSpecials.valueOf(arguments[i + 1]);
                for (String text : texts) {
                    write(tokenizer.tokenize(text, specials), out);
                }
            }
        }
    }

    private static void write(TokenSequence tokens, BufferedWriter out) throws IOException {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            row.append(tokens.ids()[i]).append(' ').append(tokens.starts()[i]).append(' ');
            row.append(tokens.ends()[i]).append(' ');
        }
        out.write(row.toString().strip());
        out.newLine();
    }
}
