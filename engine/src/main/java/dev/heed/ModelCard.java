package dev.heed;

import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model's authors say of it: the card in its folder ({@code README.md}, as the Hugging Face Hub defines it), or the
 * descriptor of a packaged model. Nothing is guessed: what is not stated is empty. Immutable.
 *
 * @param title the card's first heading; empty if there is none
 * @param languages codes as stated, {@code en}; empty if none is stated
 * @param license as stated, {@code apache-2.0}; empty if none is stated
 */
public record ModelCard(Optional<String> title, List<String> languages, Optional<String> license) {
    private static final String CARD = "README.md";
    private static final String DESCRIPTOR = "heed-model.json";
    private static final int LONGEST = 1 << 20;
    private static final int MOST_LANGUAGES = 500;
    private static final String FENCE = "---";
    private static final String TITLE = "[\\p{L}\\p{N}][\\p{L}\\p{N}._+/-]{1,79}";

    public ModelCard {
        languages = List.copyOf(languages);
    }

    /** The card among a model's files; empty entries where there is none, or none that can be read. */
    static ModelCard of(ModelFiles files) {
        if (files.has(DESCRIPTOR)) {
            JsonObject descriptor = JsonObject.read(files.read(DESCRIPTOR), files.path(DESCRIPTOR));
            return new ModelCard(
                    descriptor.string("name"), descriptor.strings("languages"), descriptor.string("license"));
        }
        if (!files.has(CARD)) {
            return new ModelCard(Optional.empty(), List.of(), Optional.empty());
        }
        byte[] bytes = files.read(CARD);
        return of(new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    private static ModelCard of(List<String> lines) {
        int body = 0;
        List<String> languages = new ArrayList<>();
        String license = null;
        if (!lines.isEmpty() && lines.getFirst().strip().equals(FENCE)) {
            String key = "";
            for (body = 1; body < lines.size() && !lines.get(body).strip().equals(FENCE); body++) {
                String line = lines.get(body);
                boolean item = line.strip().startsWith("- ");
                int colon = line.indexOf(':');
                String value = item ? line.strip().substring(2) : colon < 0 ? "" : line.substring(colon + 1);
                if (!item && colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                    key = line.substring(0, colon).strip();
                }
                if (key.equals("language") && languages.size() < MOST_LANGUAGES) {
                    addCodes(value, languages);
                } else if (key.equals("license") && license == null) {
                    license = plain(value);
                }
            }
        }
        return new ModelCard(
                title(lines.subList(Math.min(body, lines.size()), lines.size())),
                languages,
                Optional.ofNullable(license).filter(stated -> !stated.isEmpty()));
    }

    private static void addCodes(String value, List<String> languages) {
        for (String code : value.replaceAll("[\\[\\]]", "").split(",")) {
            String plain = plain(code);
            if (!plain.isEmpty()) {
                languages.add(plain);
            }
        }
    }

    private static String plain(String value) {
        return value.strip().replaceAll("^[\"']|[\"']$", "");
    }

    /** A heading that is a name, not a sentence. */
    private static Optional<String> title(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .filter(heading -> heading.matches(TITLE))
                .map(heading -> heading.substring(heading.lastIndexOf('/') + 1))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }
}
