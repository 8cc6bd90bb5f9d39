package dev.heed.format;

/** Which tensor of which file an error is about; put into words only when there is an error. */
public record TensorPlace(String where, String name) {
    /** @param message {@code expected X, got Y} */
    public InvalidFileException refused(String message) {
        return new InvalidFileException(where + ": tensor " + Quoted.of(name) + ": " + message);
    }
}
