package dev.heed;

import dev.heed.format.Quoted;
import dev.heed.model.folder.SourceForm;
import dev.heed.text.Span;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Turns sentences into what an encoder of sources reads. Immutable, thread-safe. */
record SourceReader(Tokenizer tokenizer, SourceForm form, int maxTokens) {
    /** A sentence's tokens, and whether there is more than what is put around it. */
    record Read(int[] ids, List<Token> tokens, boolean empty) {}

    /** As many as {@link #read} gives, without a prefix. */
    int count(String sentence) {
        String any = form.codes().isEmpty() ? null : form.codes().firstKey();
        return tokenizer.tokenize(sentence).size() + form.around(any, any).size();
    }

    /**
     * Reads one.
     *
     * @param prefix what stands before it; its tokens are the model's business as special ones are
     * @param languages what it is, and what it is to become
     * @throws IllegalArgumentException if it has too many tokens
     */
    Read read(String prefix, String sentence, Languages languages) {
        TokenSequence all = tokenizer.tokenize(prefix + sentence);
        Template around = form.around(languages.from(), languages.to());
        int total = all.size() + around.size();
        if (total > maxTokens) {
            throw new IllegalArgumentException("sentence: expected at most " + maxTokens + " tokens, got " + total
                    + " (" + shown(sentence) + "); cut it into shorter ones");
        }
        List<Token> tokens = new ArrayList<>(total);
        special(around.prefix(), tokens);
        boolean empty = true;
        for (int i = 0; i < all.size(); i++) {
            int start = all.starts()[i] - prefix.length();
            int end = all.ends()[i] - prefix.length();
            int id = all.ids()[i];
            if (end <= 0 && !prefix.isEmpty()) {
                special(new int[] {id}, tokens);
            } else {
                Span span = new Span(Math.max(0, start), end);
                tokens.add(new Token(span.in(sentence), tokenizer.piece(id), id, span, false));
                empty = false;
            }
        }
        special(around.suffix(), tokens);
        return new Read(tokens.stream().mapToInt(Token::id).toArray(), tokens, empty);
    }

    private void special(int[] ids, List<Token> tokens) {
        for (int id : ids) {
            tokens.add(new Token(null, tokenizer.piece(id), id, null, true));
        }
    }

    private static String shown(String sentence) {
        return Quoted.of(sentence.length() <= 40 ? sentence : sentence.substring(0, 40) + "…");
    }
}
