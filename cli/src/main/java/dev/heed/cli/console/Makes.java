package dev.heed.cli.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IFactory;

/**
 * Makes what picocli asks for by class: the collections of options given several times, since all else is said in code.
 *
 * <p>Picocli's own factory looks for Groovy's closures first, through every jar of the class path: some 30 ms of a start.
 */
public final class Makes implements IFactory {
    /** The one there is. */
    public static final Makes INSTANCE = new Makes();

    private Makes() {}

    @Override
    public <K> K create(Class<K> wanted) {
        if (wanted == List.class) {
            return wanted.cast(new ArrayList<>());
        }
        if (wanted == Map.class) {
            return wanted.cast(new LinkedHashMap<>());
        }
        throw new IllegalArgumentException("command form: expected a List or a Map to be made, got " + wanted);
    }
}
