package dev.heed;

/** Which end of a text goes where it is cut to the model's limit. */
public enum Cut {
    /** The end goes, the beginning is read. */
    END,
    /** The beginning goes, the end is read. */
    BEGINNING
}
