package dev.heed.generation;

import java.util.Locale;

/** Why a text is over. */
public enum Finish {
    /** A stop string stands where it ends. */
    STOP,
    /** It has as many tokens as were asked for, or as the model's context holds. */
    LENGTH,
    /** The model ended it. */
    END,
    /** Its reader closed it. */
    INTERRUPTED,
    /** The model ran in circles: what it wrote last said the same again and again. */
    LOOP;

    /** As documents name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
