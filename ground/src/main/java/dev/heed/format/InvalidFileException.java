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
        super(oneLine(message));
    }

    /** As {@link #InvalidFileException(String)}, keeping the cause. */
    public InvalidFileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** What files contain may stand in a message: control characters are written as escapes. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char unit = message.charAt(i);
            if (Character.isISOControl(unit) || unit == '\u2028' || unit == '\u2029') {
                line.append("\\u").append(String.format("%04x", (int) unit));
            } else {
                line.append(unit);
            }
        }
        return line.toString();
    }
}
