package dev.heed.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page's files, as they lie in the jar. */
final class Page {
    private static final String FOLDER = "page/";
    private static final String LIST = "files.txt";

    private Page() {}

    /** By path: {@code /index.html}. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        names().forEach(name -> files.put("/" + name, read(name)));
        return files;
    }

    /** Their names, modules after those that they import. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        new String(read(LIST), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(names::add);
        return names;
    }

    static byte[] read(String name) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FOLDER + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the jar cannot be read: " + FOLDER + name, e);
        }
    }
}
