package dev.heed.tokenizer;

import dev.heed.tokenizer.file.MemoryFolder;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Tokenizers and tokenizer files for the tests. */
final class TestTokenizers {
    /** The vocabulary of bert-base-uncased, which all-MiniLM-L6-v2 has too. */
    static final byte[] VOCABULARY = vocabulary();

    static final Tokenizer UNCASED = MemoryFolder.vocabulary(VOCABULARY, true);

    static final String BERT_NORMALIZER = """
            {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, \
            "lowercase": true}""";

    static final String TEMPLATE = """
            {"type": "TemplateProcessing", \
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, \
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}}], "pair": [], "special_tokens": \
            {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], \
            "tokens": ["[SEP]"]}}}""";

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private TestTokenizers() {}

    /** Lines of a test resource. */
    static List<String> lines(String name) {
        try (InputStream in = TestTokenizers.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Undoes the escapes of the goldens. */
    static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(hit -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hit.group(1), 16))));
    }

    /** "id start end id start end …" */
    static TokenSequence sequence(String numbers) {
        int[] all = numbers.isEmpty()
                ? new int[0]
                : Pattern.compile(" ")
                        .splitAsStream(numbers)
                        .mapToInt(Integer::parseInt)
                        .toArray();
        int[][] columns = new int[3][all.length / 3];
        for (int i = 0; i < all.length; i++) {
            columns[i % 3][i / 3] = all[i];
        }
        return new TokenSequence(columns[0], columns[1], columns[2]);
    }

    /** A tokenizer file with the given pieces, ids from 0 on, the first five of them BERT's special tokens. */
    static String file(String normalizer, String addedTokens, String... pieces) {
        StringBuilder vocabulary = new StringBuilder();
        int id = 0;
        for (String piece : Stream.concat(Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), Stream.of(pieces))
                .toList()) {
            vocabulary
                    .append(id == 0 ? "" : ", ")
                    .append(quoted(piece))
                    .append(": ")
                    .append(id++);
        }
        return """
                {"version": "1.0", "truncation": {"max_length": 2}, "padding": {"strategy": {"Fixed": 128}},
                 "added_tokens": [{"id": 3, "content": "[SEP]", "special": true}, {"id": 4, "content": "[MASK]", \
                "special": true}%s],
                 "normalizer": %s, "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": %s,
                 "decoder": {"type": "WordPiece"},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {%s}}}""".formatted(addedTokens, normalizer, TEMPLATE, vocabulary);
    }

    static Tokenizer read(String json) {
        return TokenizerFiles.fromJson(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json");
    }

    /** JSON, with an escape for all but printable ASCII. */
    private static String quoted(String piece) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : piece.toCharArray()) {
            boolean plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\';
            quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }

    private static byte[] vocabulary() {
        try (InputStream in = new GZIPInputStream(TestTokenizers.class.getResourceAsStream("vocab.txt.gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
