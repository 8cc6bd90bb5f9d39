package dev.heed.template;

import dev.heed.format.InvalidFileException;

/** A chat template cannot be read or rendered; the message is one line and names the template's line. */
public final class TemplateException extends InvalidFileException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
