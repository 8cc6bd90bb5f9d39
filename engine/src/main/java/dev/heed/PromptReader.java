package dev.heed;

import dev.heed.Prompt.Section;
import dev.heed.template.Rendered;
import dev.heed.text.Span;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Texts and chats to the tokens of a prompt. Immutable, thread-safe. */
final class PromptReader {
    private final Tokenizer tokenizer;
    private final Set<Integer> written; // added tokens that the template writes
    private final int contextLength;

    /** @param template source of the model's chat template; empty for none */
    PromptReader(Tokenizer tokenizer, String template, int contextLength) {
        this.tokenizer = tokenizer;
        this.written = tokenizer.addedIn(template);
        this.contextLength = contextLength;
    }

    /** Plain text behind what the tokenizer puts in front of texts. */
    Prompt text(String text, List<Section> sections) {
        TokenSequence read = tokenizer.tokenize(text, UserSpecials.PLAIN_TEXT);
        List<Token> tokens = new ArrayList<>();
        for (int id : tokenizer.template().prefix()) {
            tokens.add(new Token(null, tokenizer.piece(id), id, null, true));
        }
        return prompt(text, read, tokens, sections);
    }

    /** What a chat template made: control tokens outside of what users said, nothing put in front. */
    Prompt chat(Rendered chat, List<Section> sections) {
        return prompt(chat.text(), tokenizer.encode(chat.text(), chat.user(), written), new ArrayList<>(), sections);
    }

    private Prompt prompt(String text, TokenSequence read, List<Token> tokens, List<Section> sections) {
        for (int i = 0; i < read.size(); i++) {
            int id = read.ids()[i];
            boolean control = tokenizer.isControl(id);
            Span span = new Span(read.starts()[i], read.ends()[i]);
            tokens.add(new Token(read.surface(text, i), tokenizer.piece(id), id, span, control));
        }
        return new Prompt(text, tokens, sections, null);
    }

    /**
     * A prompt that fits.
     *
     * @param reserved tokens that are to be written behind it
     * @throws IllegalArgumentException under {@link Overflow#ERROR} if it does not
     */
    Prompt fitted(Prompt prompt, Overflow overflow, int reserved) {
        int count = prompt.tokens().size();
        if (count < contextLength) {
            return prompt;
        }
        if (overflow == Overflow.TRUNCATE) {
            throw new IllegalArgumentException("overflow: expected error or window for a language model, got truncate;"
                    + " what stands last is what it goes on from");
        }
        if (overflow == Overflow.ERROR) {
            throw new IllegalArgumentException("prompt: expected fewer than " + contextLength
                    + " tokens, the model's context, got " + count + "; shorten it, or give --overflow window");
        }
        int room = Math.max(contextLength / 2, contextLength - Math.max(1, reserved)); // one at least is written
        int head = room / 4;
        int tail = room - head;
        List<Token> kept = new ArrayList<>(prompt.tokens().subList(0, head));
        kept.addAll(prompt.tokens().subList(count - tail, count));
        return new Prompt(prompt.text(), kept, prompt.sections(), new Span(head, count - tail));
    }
}
