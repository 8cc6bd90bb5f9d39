package dev.heed.format.gguf;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in several GGUF files, as llama.cpp's {@code gguf-split} and the {@code gguf} package write it: {@code
 * NAME-00001-of-00003.gguf} and so on, side by side. The first part has the metadata; each says by {@code split.no} (from 0)
 * and {@code split.count} which it is, and by {@code split.tensors.count} how many tensors all have together.
 *
 * <p>What llama.cpp refuses is refused: a part that is missing, in another's place or of another cut, a tensor twice, tensors
 * missing. No more parts are looked at than there are files, one after the other.
 */
public final class GgufSplit {
    private static final String NUMBER = "split.no";
    private static final String COUNT = "split.count";
    private static final String TENSORS = "split.tensors.count";
    private static final Pattern PART = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.gguf");

    private GgufSplit() {}

    /** The name of the first of the parts to which a file belongs by its name; empty for the name of a whole file. */
    public static Optional<String> firstOf(String name) {
        Matcher matcher = PART.matcher(name);
        return matcher.matches() ? Optional.of(named(matcher.group(1), 1, matcher.group(3))) : Optional.empty();
    }

    /** What a model is called whose file, or first part, has this name: without ending and numbers. */
    public static String modelName(String name) {
        Matcher matcher = PART.matcher(name);
        if (matcher.matches()) {
            return matcher.group(1);
        }
        return name.endsWith(".gguf") ? name.substring(0, name.length() - ".gguf".length()) : name;
    }

    /**
     * A file with the parts that belong to it; a whole file as it is.
     *
     * @param name of the file without its folder
     * @param parts opens a file beside it by its name; empty if there is none
     * @throws InvalidFileException if it is a part but not the first, or the others are not the ones that belong to it
     */
    public static GgufFile read(GgufFile first, String name, Function<String, Optional<GgufFile>> parts) {
        int count = number(first, COUNT).orElse(1);
        if (count <= 1) {
            return first; // 0: joined again by llama.cpp
        }
        Matcher matcher = PART.matcher(name);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) != count) {
            throw refused(
                    first,
                    "the name of a part, " + named("NAME", 1, digits(count)) + ", for " + COUNT + " " + count,
                    Quoted.of(name) + "; call the parts as they were");
        }
        checkNumber(first, 0, "; open the first, " + named(matcher.group(1), 1, digits(count)));
        List<GgufFile> all = new ArrayList<>(List.of(first));
        for (int no = 1; no < count; no++) {
            String part = named(matcher.group(1), no + 1, digits(count));
            GgufFile file = parts.apply(part)
                    .orElseThrow(() -> refused(first, "all " + count + " parts beside it", "no " + Quoted.of(part)));
            checkPart(first, file, no);
            all.add(file);
        }
        GgufFile joined = GgufFile.joined(all);
        int tensors = number(first, TENSORS).orElse(joined.names().size());
        if (joined.names().size() != tensors) {
            throw refused(
                    first,
                    tensors + " tensors in all parts (" + TENSORS + ")",
                    "" + joined.names().size());
        }
        return joined;
    }

    private static void checkPart(GgufFile first, GgufFile part, int no) {
        for (String key : List.of(COUNT, TENSORS)) {
            Optional<Integer> expected = number(first, key);
            Optional<Integer> stated = number(part, key);
            if (!stated.equals(expected)) {
                throw refused(
                        part,
                        key + " " + shown(expected) + " as in " + first.name(),
                        shown(stated) + "; is it a part of another model?");
            }
        }
        checkNumber(part, no, "; is it a copy of another part?");
    }

    private static void checkNumber(GgufFile part, int expected, String remedy) {
        Optional<Integer> stated = number(part, NUMBER);
        if (!stated.equals(Optional.of(expected))) {
            throw refused(part, NUMBER + " " + expected + ", counted from 0", shown(stated) + remedy);
        }
    }

    private static Optional<Integer> number(GgufFile file, String key) {
        Optional<Integer> number = file.metadata().integer(key);
        if (number.isPresent() && number.get() < 0) {
            throw refused(file, key + " of 0 or more", "" + number.get());
        }
        return number;
    }

    private static String shown(Optional<Integer> number) {
        return number.map(String::valueOf).orElse("none");
    }

    private static String named(String prefix, int part, String count) {
        return prefix + "-" + digits(part) + "-of-" + count + ".gguf";
    }

    private static String digits(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }

    private static InvalidFileException refused(GgufFile file, String expected, String got) {
        return new InvalidFileException(file.name() + ": expected " + expected + ", got " + got);
    }
}
