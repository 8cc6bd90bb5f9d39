package dev.heed.template;

/**
 * What is not there: empty as a text, false, without items; anything more asked of it is an error.
 *
 * @param what how messages name it
 */
record Undefined(String what) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
