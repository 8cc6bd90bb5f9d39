package dev.heed.format;

/**
 * A file or model folder cannot be used as it is.
 *
 * <p>The message is one line: {@code subject: expected X, got Y (where); remedy}.
 */
public class InvalidFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line that names the file, what was expected, what was found and what helps */
    public InvalidFileException(String message) {
        super(message);
    }

    /** As {@link #InvalidFileException(String)}, keeping the cause. */
    public InvalidFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
