package dev.heed;

import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.List;

/** Groups a text's tokens into words: UAX #29 segments, joined where a token lies in several. One pass over both. */
final class WordGrouping {
    private final String text;
    private final List<Token> tokens;
    private final List<Segment> segments;
    private final List<Word> words = new ArrayList<>();

    private int segment; // first segment of the open entry
    private int lastSegment; // last segment of the open entry
    private List<Integer> open = new ArrayList<>();

    private WordGrouping(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
        this.segments = WordSegmenter.segments(text, end(tokens)); // what follows the last token is in no word
    }

    /** @param tokens of the text, in order */
    static List<Word> of(String text, List<Token> tokens) {
        return new WordGrouping(text, tokens).group();
    }

    private static int end(List<Token> tokens) {
        for (Token token : tokens.reversed()) {
            if (token.span() != null) {
                return token.span().end();
            }
        }
        return 0;
    }

    private List<Word> group() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).special()) {
                close();
                words.add(new Word(null, null, Word.Kind.SPECIAL, List.of(i)));
            } else {
                add(i, withoutBlanks(tokens.get(i).span()));
            }
        }
        close();
        return words;
    }

    /** Vocabularies that keep blanks put them into the token of the word behind; they are no part of the word. */
    private Span withoutBlanks(Span span) {
        int start = span.start();
        while (start < span.end() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start == span.end() ? span : new Span(start, span.end());
    }

    private void add(int token, Span span) {
        int first = open.isEmpty() ? segment : lastSegment;
        while (first + 1 < segments.size() && segments.get(first).span().end() <= span.start()) {
            first++;
        }
        int last = first;
        while (last + 1 < segments.size() && segments.get(last).span().end() < span.end()) {
            last++;
        }
        if (open.isEmpty() || first > lastSegment) {
            close();
            segment = first;
            lastSegment = last;
        }
        lastSegment = Math.max(lastSegment, last);
        open.add(token);
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        Span span = new Span(
                segments.get(segment).span().start(),
                segments.get(lastSegment).span().end());
        boolean word = segments.subList(segment, lastSegment + 1).stream().anyMatch(s -> s.kind() == Segment.Kind.WORD);
        words.add(new Word(span.in(text), span, word ? Word.Kind.WORD : Word.Kind.SYMBOL, open));
        open = new ArrayList<>();
        segment = lastSegment;
    }
}
