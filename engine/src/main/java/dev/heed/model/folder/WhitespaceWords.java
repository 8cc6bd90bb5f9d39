package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * sentence-transformers' WhitespaceTokenizer: a text is cut at white space; a word is looked for as it stands, then without
 * punctuation around it, then in small letters; stop words and words that are not found are left out.
 *
 * @param ids by word
 * @param stopWords left out
 * @param lowercase whether a text is made small first
 */
record WhitespaceWords(Map<String, Integer> ids, Set<String> stopWords, boolean lowercase) implements TextIds {
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    static WhitespaceWords read(ModelFiles files, String file) {
        JsonObject json = JsonObject.read(files.read(file), files.path(file));
        List<String> words = json.strings("vocab");
        Map<String, Integer> ids = HashMap.newHashMap(words.size());
        for (int id = 0; id < words.size(); id++) {
            ids.put(words.get(id), id);
        }
        return new WhitespaceWords(
                ids,
                new HashSet<>(json.strings("stop_words")),
                json.bool("do_lower_case").orElse(false));
    }

    @Override
    public int[] of(String text) {
        String whole = lowercase ? text.toLowerCase(Locale.ROOT) : text;
        int[] found = new int[whole.length() / 2 + 1];
        int count = 0;
        for (int start = 0; start < whole.length(); ) {
            int end = wordEnd(whole, start);
            int id = end == start ? -1 : id(whole.substring(start, end));
            if (id >= 0) {
                found[count++] = id;
            }
            start = end + 1;
        }
        return Arrays.copyOf(found, count);
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** As Python's {@code str.isspace} has it. */
    private static boolean isSpace(char unit) {
        return unit <= ' '
                ? unit == ' ' || unit >= '\t' && unit <= '\r' || unit >= '\u001c'
                : unit == '\u0085' || Character.isSpaceChar(unit);
    }

    /** −1 for a word that is left out. */
    private int id(String word) {
        String bare = strip(word);
        for (String form : List.of(word, bare, bare.toLowerCase(Locale.ROOT))) {
            if (stopWords.contains(form)) {
                return -1;
            }
            Integer id = ids.get(form);
            if (id != null && !form.isEmpty()) {
                return id;
            }
        }
        return -1;
    }

    private static String strip(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && PUNCTUATION.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (from < to && PUNCTUATION.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to);
    }

    /** What is not known is left out. */
    @Override
    public int unknown() {
        return -1;
    }
}
