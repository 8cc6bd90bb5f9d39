package dev.heed.index.source;

/** What has become of a file since it was indexed. */
public enum Change {
    /** Nothing. */
    NONE,
    /** Lines were added behind the last; those that were there are as they were. */
    GROWN,
    /** Its text is another one: the places in the index mean nothing any more. */
    CHANGED,
    /** It is gone, or can't be read. */
    MISSING
}
