import dev.heed.tokenizer.file.TokenizerFiles;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Base64 of a UTF-8 text a line in, {@code id start end id start end …} a line out. Run by compare.py. */
class TokenizerDump {
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Tokenizer tokenizer = TokenizerFiles.fromJson(Files.readAllBytes(file), file.toString());
        UserSpecials specials = UserSpecials.valueOf(arguments[1]);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
                var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
                TokenSequence tokens = tokenizer.tokenize(text, specials);
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < tokens.size(); i++) {
                    row.append(tokens.ids()[i]).append(' ').append(tokens.starts()[i]).append(' ');
                    row.append(tokens.ends()[i]).append(' ');
                }
                out.write(row.toString().strip());
                out.newLine();
            }
        }
    }
}
