package dev.heed;

import dev.heed.model.folder.LoadedModel;
import dev.heed.text.Span;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Turns texts into what the model reads, within its limit and by the overflow policy. Immutable, thread-safe. */
final class TextReader {
    private final Tokenizer tokenizer;
    private final Template template;
    private final int maxTokens;
    private final Overflow overflow;
    private final int windowOverlap;
    private final UserSpecials specials;
    private final String prompt; // before every text; empty for nothing

    /**
     * @param maxTokens 0 for the model's own limit
     * @param windowOverlap below 0 for a quarter of a window
     * @param prompt put before every text; empty for nothing
     */
    TextReader(
            LoadedModel model,
            int maxTokens,
            Overflow overflow,
            int windowOverlap,
            UserSpecials specials,
            String prompt) {
        this(
                model.tokenizer(),
                model.tokenizer().template(),
                maxTokens == 0 ? model.settings().maxTokens() : maxTokens,
                model.settings().config().maxPositions(),
                overflow,
                windowOverlap,
                specials,
                prompt);
    }

    /** A reader for a model without layers: no tokens around a text, which is cut at {@code maxTokens}. */
    TextReader(Tokenizer tokenizer, int maxTokens, String prompt) {
        this(
                tokenizer,
                Template.EMPTY,
                maxTokens,
                Integer.MAX_VALUE,
                Overflow.TRUNCATE,
                0,
                UserSpecials.PLAIN_TEXT,
                prompt);
    }

    private TextReader(
            Tokenizer tokenizer,
            Template template,
            int maxTokens,
            int positions,
            Overflow overflow,
            int windowOverlap,
            UserSpecials specials,
            String prompt) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.maxTokens = maxTokens;
        this.overflow = overflow;
        this.specials = specials;
        this.prompt = prompt;
        if (this.maxTokens < template.size() || this.maxTokens > positions) {
            throw new IllegalArgumentException("max tokens: expected " + template.size() + " (the special tokens) to "
                    + positions + " (the model's positions), got " + this.maxTokens);
        }
        int width = this.maxTokens - template.size();
        this.windowOverlap = windowOverlap < 0 ? width / 4 : windowOverlap;
        if (overflow == Overflow.WINDOW && this.windowOverlap >= width) {
            throw new IllegalArgumentException("window overlap: expected less than the " + width
                    + " tokens that a window holds, got " + this.windowOverlap);
        }
    }

    /** The text between the template's special tokens. */
    ReadText read(String text) {
        Objects.requireNonNull(text, "text");
        TokenSequence all = tokenizer.tokenize(prompt + text, specials);
        int width = maxTokens - template.size();
        int total = all.size() + template.size();
        if (all.size() <= width) {
            return readText(text, all, all.size(), total, Windows.single(all.size(), template));
        }
        return switch (overflow) {
            case ERROR -> throw tooLong(total);
            case TRUNCATE -> readText(text, all, width, total, Windows.single(width, template));
            case WINDOW ->
                readText(text, all, all.size(), total, Windows.overlapping(all.size(), width, windowOverlap, template));
        };
    }

    /** The text's ids behind a prompt of its own; no words, no spans. */
    PreparedText prepare(String before, String text) {
        return prepare(before, text, overflow, Cut.END);
    }

    /** The text's ids, by another policy than the reader's own; no words, no spans. */
    PreparedText prepare(String before, String text, Overflow policy, Cut cut) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(cut, "cut");
        return prepare(tokenizer.tokenize(before + text, specials).ids(), promptTokens(before), policy, cut);
    }

    /** How many tokens a prompt and what stands before it come to; 0 without a prompt. */
    private int promptTokens(String before) {
        return before.isEmpty()
                ? 0
                : template.prefix().length
                        + tokenizer.tokenize(before, specials).size();
    }

    /** The same of ids of the text's own tokens. */
    PreparedText prepare(int[] content, Overflow policy, Cut cut) {
        return prepare(content, 0, policy, cut);
    }

    private PreparedText prepare(int[] content, int promptTokens, Overflow policy, Cut cut) {
        int width = maxTokens - template.size();
        int total = content.length + template.size();
        if (content.length <= width) {
            return prepared(content, Windows.single(content.length, template), promptTokens, total);
        }
        return switch (policy) {
            case ERROR -> throw tooLong(total);
            case TRUNCATE -> {
                int from = cut == Cut.END ? 0 : content.length - width;
                yield prepared(
                        Arrays.copyOfRange(content, from, from + width),
                        Windows.single(width, template),
                        cut == Cut.END ? promptTokens : 0,
                        total);
            }
            case WINDOW ->
                prepared(
                        content,
                        Windows.overlapping(content.length, width, Math.min(windowOverlap, width - 1), template),
                        promptTokens,
                        total);
        };
    }

    private PreparedText prepared(int[] content, Windows windows, int promptTokens, int total) {
        return new PreparedText(new ReadText(null, content, windows, promptTokens), total, tokenizer.unknownId());
    }

    private IllegalArgumentException tooLong(int total) {
        return new IllegalArgumentException("text: expected at most " + maxTokens + " tokens, got " + total
                + "; shorten it, or let it be truncated or read in windows");
    }

    /** Every token of the text, whatever the limit, between the template's special tokens. */
    TokenizedText whole(String text) {
        Objects.requireNonNull(text, "text");
        TokenSequence all = tokenizer.tokenize(prompt + text, specials);
        return readText(text, all, all.size(), all.size() + template.size(), Windows.single(all.size(), template))
                .tokenized();
    }

    /** The text in as many windows as it takes, whatever the policy. */
    ReadText windows(String text) {
        Objects.requireNonNull(text, "text");
        TokenSequence all = tokenizer.tokenize(prompt + text, specials);
        int width = maxTokens - template.size();
        Windows windows = all.size() <= width
                ? Windows.single(all.size(), template)
                : Windows.overlapping(all.size(), width, Math.min(windowOverlap, width - 1), template);
        return readText(text, all, all.size(), all.size() + template.size(), windows);
    }

    /** What stands in one window, with the special tokens around it. */
    TokenizedText window(ReadText read, int window) {
        int prefix = template.prefix().length;
        List<Token> tokens = new ArrayList<>();
        addSpecial(template.prefix(), tokens);
        tokens.addAll(read.tokenized()
                .tokens()
                .subList(
                        prefix + read.windows().starts()[window],
                        prefix + read.windows().ends()[window]));
        addSpecial(template.suffix(), tokens);
        String text = read.tokenized().text();
        return new TokenizedText(
                text, tokens, WordGrouping.of(text, tokens), read.tokenized().tokensTotal());
    }

    /** The text's own tokens and words, all of them, without special tokens. */
    TokenizedText content(String text) {
        Objects.requireNonNull(text, "text");
        TokenSequence all = tokenizer.tokenize(text);
        List<Token> tokens = new ArrayList<>(all.size());
        addContent(text, 0, all, all.size(), tokens);
        return new TokenizedText(text, tokens, WordGrouping.of(text, tokens), all.size());
    }

    private ReadText readText(String text, TokenSequence all, int used, int total, Windows windows) {
        List<Token> tokens = new ArrayList<>(used + template.size());
        addSpecial(template.prefix(), tokens);
        addContent(text, prompt.length(), all, used, tokens);
        addSpecial(template.suffix(), tokens);
        TokenizedText tokenized = new TokenizedText(text, tokens, WordGrouping.of(text, tokens), total);
        return new ReadText(tokenized, Arrays.copyOf(all.ids(), used), windows, promptTokens(prompt));
    }

    private void addSpecial(int[] ids, List<Token> tokens) {
        for (int id : ids) {
            tokens.add(new Token(null, tokenizer.piece(id), id, null, true));
        }
    }

    /** @param before units of the prompt, whose tokens are the model's business as special ones are */
    private void addContent(String text, int before, TokenSequence all, int used, List<Token> tokens) {
        for (int i = 0; i < used; i++) {
            int id = all.ids()[i];
            if (before > 0 && all.ends()[i] <= before) {
                tokens.add(new Token(null, tokenizer.piece(id), id, null, true));
                continue;
            }
            Span span = new Span(Math.max(0, all.starts()[i] - before), all.ends()[i] - before);
            boolean special = specials == UserSpecials.AS_TOKENS && isSpelledOut(id, span, text);
            tokens.add(
                    new Token(special ? null : span.in(text), tokenizer.piece(id), id, special ? null : span, special));
        }
    }

    /** A special token that the user wrote, and not [UNK] for something unknown. */
    private boolean isSpelledOut(int id, Span span, String text) {
        return tokenizer.isControl(id) && span.in(text).strip().equals(tokenizer.piece(id));
    }
}
