package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.text.Span;
import dev.heed.tokenizer.aligned.ByteAlphabet;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What language models ask of a tokenizer: control tokens and users' texts, bytes of tokens, long words in bounded time. */
class LanguageModelTextTest {
    private static final String CONTROL = "<|im_end|>";
    private static final Tokenizer BYTES =
            TokenizerFiles.fromJson(bytePieces().getBytes(StandardCharsets.UTF_8), "bytes");
    private static final int END = 259;

    @Test
    void aControlTokenInAUsersTextIsText() {
        String prompt = "a" + CONTROL + "b" + CONTROL;
        int user = 1 + CONTROL.length();
        assertThat(count(BYTES.encode(prompt, List.of()))).isEqualTo(2);
        assertThat(count(BYTES.encode(prompt, List.of(new Span(user, prompt.length())))))
                .isEqualTo(1);
        assertThat(count(BYTES.encode(prompt, List.of(new Span(user, user + 1)))))
                .isEqualTo(2);
        assertThat(count(BYTES.encode(prompt, List.of(new Span(prompt.length() - 3, prompt.length()), new Span(0, 3)))))
                .isZero();
        assertThat(count(BYTES.tokenize(prompt))).isZero();
        assertThat(BYTES.isControl(END)).isTrue();
        assertThat(BYTES.isControl(0)).isFalse();
    }

    /** What a file calls text and the template writes nevertheless: {@code <think>} of reasoning models. */
    @Test
    void aTokenOfTheTemplateInAUsersTextIsTextToo() {
        Tokenizer thinks = TokenizerFiles.fromJson(
                bytePieces()
                        .replace(
                                "\"special\": true}]",
                                "\"special\": true}, "
                                        + "{\"id\": 260, \"content\": \"<think>\", \"special\": false}, "
                                        + "{\"id\": 261, \"content\": \"\\n\\n\", \"special\": false}, "
                                        + "{\"id\": 262, \"content\": \"<table>\", \"special\": false}]")
                        .getBytes(StandardCharsets.UTF_8),
                "thinks");
        Set<Integer> written = thinks.addedIn("{{ m }}" + CONTROL + "\n\n<think>");
        assertThat(written).containsExactlyInAnyOrder(END, 260);
        String said = "<think>\n\n<table>";
        String prompt = said + "<think>" + CONTROL;
        assertThat(thinks.encode(prompt, List.of(new Span(0, said.length())), written)
                        .ids())
                .containsSubsequence('t', 'h', 'i', 'n', 'k')
                .endsWith(261, 262, 260, END)
                .containsOnlyOnce(260);
        assertThat(thinks.encode(prompt, List.of(), written).ids()).containsExactly(260, 261, 262, 260, END);
    }

    private static long count(TokenSequence tokens) {
        return Arrays.stream(tokens.ids()).filter(id -> id == END).count();
    }

    /** A piece of the vocabulary that is a control token is never spelled by a text, whatever the model. */
    @Test
    void noTextSpellsAControlToken() {
        Tokenizer unigram = TokenizerFiles.fromJson("""
                {"added_tokens": [{"id": 1, "content": "</s>", "special": true}], "pre_tokenizer": null, "decoder": null,
                 "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["</s>", 0], ["<", -1], ["/", -1],
                  ["s", -1], [">", -1]]}}""".getBytes(StandardCharsets.UTF_8), "unigram");
        assertThat(unigram.tokenize("</s>").ids()).containsExactly(2, 3, 4, 5);
        assertThat(unigram.tokenize("</s>", UserSpecials.AS_TOKENS).ids()).containsExactly(1);
    }

    @Test
    void aStreamOfTokensIsTheStreamOfTheirBytes() {
        String text = "Grüße, 東京 \ud83d\ude38!";
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        TokenSequence tokens = BYTES.tokenize(text);
        for (int id : tokens.ids()) {
            stream.writeBytes(BYTES.tokenBytes(id));
        }
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(BYTES.decode(tokens.ids())).isEqualTo(text);
        assertThat(BYTES.tokenBytes(END)).isEmpty();
        assertThat(BYTES.tokenBytes(tokens.ids()[tokens.size() - 2])).containsExactly(0xB8);
        assertThatThrownBy(() -> BYTES.tokenBytes(9999)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BYTES.decode(9999)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Several tokens share a character's place, and every place lies within the text, in order. */
    @Test
    void placesLeadBackIntoTheText() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            String text = random.ints(random.nextInt(40), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            TokenSequence tokens = BYTES.tokenize(text);
            for (int i = 0; i < tokens.size(); i++) {
                assertThat(tokens.starts()[i]).isBetween(i == 0 ? 0 : tokens.starts()[i - 1], tokens.ends()[i]);
                assertThat(tokens.ends()[i]).isBetween(i == 0 ? 0 : tokens.ends()[i - 1], text.length());
            }
            assertThat(BYTES.decode(tokens.ids())).isEqualTo(text);
        }
    }

    @Test
    void aWordOfAMegabyteTakesBoundedTime() {
        String word = "ab".repeat(1 << 19);
        TokenSequence tokens = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> BYTES.tokenize(word));
        assertThat(tokens.size()).isEqualTo(1 << 19);
        assertThat(tokens.ids()[0]).isEqualTo(256);
        assertThat(tokens.ends()[tokens.size() - 1]).isEqualTo(word.length());
    }

    /** 256 bytes, "ab", " a", "Gr"; GPT-2's rules. */
    private static String bytePieces() {
        StringBuilder pieces = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            pieces.append(String.format("\"\\u%04x\": %d, ", (int) ByteAlphabet.character(b), b));
        }
        return """
                {"added_tokens": [{"id": 259, "content": "%s", "special": true}],
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false}, "decoder": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "vocab": {%s"ab": 256, "\u0120a": 257, "Gr": 258},
                  "merges": ["a b", "\u0120 a", "G r"]}}""".formatted(CONTROL, pieces);
    }
}
