package dev.heed.tokenizer;

/** What a special token's name means where it is spelled out in a text, as in {@code "Try [MASK]."}. */
public enum UserSpecials {
    /** Plain text, taken apart like any other: a user cannot smuggle a {@code [SEP]} in. The default. */
    PLAIN_TEXT,
    /** The special token itself, as the reference does unless it is told otherwise. */
    AS_TOKENS
}
