package dev.heed.cli.console;

/** Options that do not go together, or a value that no model could take: exit code 2. */
public final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: {@code subject: expected X, got Y} */
    public WrongUsage(String message) {
        super(message);
    }
}
