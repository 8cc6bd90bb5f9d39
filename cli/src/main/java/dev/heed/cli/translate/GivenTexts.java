package dev.heed.cli.translate;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.format.InvalidFileException;
import dev.heed.lines.StrictUtf8;
import dev.heed.lines.TextStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The texts of a command line: arguments, files, standard input. */
final class GivenTexts {
    /** What ends like a file's name and is none is more likely a file that is not there than a text. */
    private static final Pattern FILE_LIKE = Pattern.compile("\\S*[/\\\\]\\S*|\\S+\\.[A-Za-z0-9]{1,5}");

    private GivenTexts() {}

    /** Each argument's text, in order; none is standard input. */
    static List<String> of(List<String> arguments, List<String> texts, Streams streams) throws IOException {
        List<String> all = new ArrayList<>(texts);
        if (arguments.isEmpty() && texts.isEmpty()) {
            if (streams.terminal().input()) {
                throw new WrongUsage("text: expected a TEXT or a FILE, or standard input from a file or a pipe");
            }
            all.add(read("standard input", streams.in()));
        }
        for (String argument : arguments) {
            all.add(text(argument, streams));
        }
        return all;
    }

    /** Names of the files among them. */
    static List<String> files(List<String> arguments) {
        return arguments.stream().filter(GivenTexts::isFile).toList();
    }

    private static String text(String argument, Streams streams) throws IOException {
        if (argument.equals("-")) {
            return read("standard input", streams.in());
        }
        if (isFile(argument)) {
            try (InputStream in = Files.newInputStream(Path.of(argument))) {
                return read(argument, in);
            }
        }
        if (isFolder(argument)) {
            throw new InvalidFileException(argument
                    + ": expected a file, found a folder; to translate the argument itself, give it as --text \""
                    + argument
                    + "\"");
        }
        if (FILE_LIKE.matcher(argument).matches()) {
            throw new InvalidFileException(argument
                    + ": no such file; to translate the argument itself, give it as --text \"" + argument + "\"");
        }
        return argument;
    }

    private static String read(String name, InputStream in) throws IOException {
        return StrictUtf8.readAll(TextStream.of(name, in), name);
    }

    private static boolean isFolder(String argument) {
        try {
            return argument.indexOf('/') >= 0
                    && Files.isDirectory(Path.of(argument)); // a word may be a folder's name by chance
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isFile(String argument) {
        try {
            Path path = Path.of(argument);
            return Files.exists(path) && !Files.isDirectory(path); // a pipe is one too
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
