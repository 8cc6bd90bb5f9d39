package dev.heed.index;

import dev.heed.format.InvalidFileException;

/** A model cannot read a text, whatever the text is: its weights make NaN of it. Nothing that it made is to be trusted. */
final class ModelFaultException extends InvalidFileException {
    private static final long serialVersionUID = 1L;

    ModelFaultException(InvalidFileException fault) {
        super(fault.getMessage(), fault);
    }
}
